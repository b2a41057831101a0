using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Features;
using Podcast.LocalAws.CloudFront.Distribution.Policies;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// Takes a viewer's request as CloudFront does: path and query as sent, without connection headers, without what only CloudFront may say.
/// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.
/// </summary>
internal static class EdgeRequestReader
{
    private static readonly FrozenSet<string> Dropped = FrozenSet.Create(StringComparer.Ordinal, "te", "cookie", "traceparent", "tracestate", "baggage");

    /// <summary>The path and query as sent; <see langword="null"/> when the target is no path.</summary>
    public static (string Path, string? Query)? ReadTarget(HttpContext context)
    {
        var target = EightBitTargets.Find(context) ?? context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
        {
            // A proxy's form of the request line.
            if (!Uri.TryCreate(target, UriKind.Absolute, out var uri))
            {
                return null;
            }

            target = uri.PathAndQuery;
        }

        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (target, null) : (target[..question], target[(question + 1)..]);
    }

    public static EdgeRequest Read(HttpContext context, string path, string? query, ForwardingRules forwarding)
    {
        var headers = new FieldMap();
        foreach (var (header, values) in context.Request.Headers)
        {
            var name = header.ToLowerInvariant();
            if (!Dropped.Contains(name) && !HeaderRules.IsDisallowed(name) && !name.StartsWith(CloudFrontHeaders.Prefix, StringComparison.Ordinal))
            {
                foreach (var value in values)
                {
                    headers.Add(name, value ?? "");
                }
            }
        }

        CloudFrontHeaders.Add(headers, context, forwarding.IncludesCloudFrontHeader);
        return new(context.Request.Method, path, query, headers, CookieFields.ParseRequest(context.Request.Headers.Cookie));
    }
}
