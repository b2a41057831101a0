using Microsoft.AspNetCore.Http.Features;

namespace Podcast.LocalAws.Core;

/// <summary>The path and query of a request as they came over the wire. ASP.NET Core's own are decoded and normalized, which a signature does not survive.</summary>
/// <param name="Path">From the first slash on, still encoded.</param>
/// <param name="Query">What follows the question mark, still encoded; empty without one.</param>
internal readonly record struct RequestTarget(string Path, string Query)
{
    public static RequestTarget Of(HttpContext context) => Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);

    /// <param name="target">The origin form, or the absolute form that a proxy's client sends.</param>
    public static RequestTarget Parse(string target)
    {
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            var slash = target.IndexOf('/', scheme + 3);
            target = slash < 0 ? "/" : target[slash..];
        }

        var mark = target.IndexOf('?');
        return mark < 0 ? new(target, "") : new(target[..mark], target[(mark + 1)..]);
    }
}
