using System.Collections.Frozen;
using System.Text;
using Podcast.LocalAws.CloudFront.Functions.Events;

namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>
/// What of a request reaches the origin: what the cache policy or the origin request policy includes, and the few headers without which
/// ranges, conditional requests and bodies would not work. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html.
/// </summary>
internal sealed class ForwardingRules(CachePolicy cache, OriginRequestPolicy origin)
{
    // The order in which CloudFront names them to an origin.
    private static readonly string[] NormalizedCodings = ["br", "gzip"];

    private static readonly FrozenSet<string> Always = FrozenSet.Create(
        StringComparer.Ordinal,
        "range", "if-range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since",
        "content-type", "content-encoding", "content-length", "content-md5", "transfer-encoding");

    public CacheLifetimes Lifetimes => cache.Lifetimes;

    /// <summary>Whether cookies go to the origin, and with that the origin's cookies to the viewer.</summary>
    public bool ForwardsCookies => !cache.Cookies.IsNone || !origin.Cookies.IsNone;

    public bool IncludesHeader(string name) => Always.Contains(name) || cache.Headers.Includes(name) || origin.Headers.Includes(name);

    /// <summary>Whether responses are compressed with this coding, when the behavior says so.</summary>
    public bool Compresses(string coding) => coding == "br" ? cache.Brotli : coding == "gzip" && cache.Gzip;

    /// <summary>Whether a name of Vary goes on to viewers. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.</summary>
    public bool KeepsVary(string name) =>
        name is "accept-encoding" or "cookie" || IncludesHeader(name) || (name == "user-agent" && ForwardsDeviceHeaders);

    private bool ForwardsDeviceHeaders =>
        CloudFrontHeaders.Names.Any(name => name.EndsWith("-viewer", StringComparison.Ordinal) && name.Contains("-is-", StringComparison.Ordinal) && IncludesCloudFrontHeader(name));

    /// <summary>Whether CloudFront makes this <c>CloudFront-…</c> header.</summary>
    public bool IncludesCloudFrontHeader(string name) => cache.Headers.Included.Contains(name) || origin.Headers.Included.Contains(name);

    /// <summary>The query as far as it is included, in the viewer's order and spelling; all of it verbatim.</summary>
    public string? FilterQuery(string? query) =>
        cache.Query.IsAll || origin.Query.IsAll ? query : FilterQuery(query, name => cache.Query.Includes(name) || origin.Query.Includes(name));

    /// <summary>The key of a cached response: what the origin's response may depend on, and nothing else.</summary>
    public string CacheKey(string distributionId, EdgeRequest request)
    {
        var key = new StringBuilder(distributionId).Append(request.Uri);
        if ((cache.Query.IsAll ? request.RawQuery : FilterQuery(request.RawQuery, cache.Query.Includes)) is { } query)
        {
            key.Append('?').Append(query);
        }

        // No header's value has a line break, so no value of one field can pass for another field.
        foreach (var (name, values) in request.Headers.Where(header => cache.Headers.Includes(header.Key)).OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            key.Append('\n').Append(name).Append(':').AppendJoin(',', values.Select(value => value.Value));
        }

        foreach (var (name, values) in request.Cookies.Where(cookie => cache.Cookies.Includes(cookie.Key)).OrderBy(cookie => cookie.Key, StringComparer.Ordinal))
        {
            key.Append("\ncookie ").Append(name).Append('=').AppendJoin(';', values.Select(value => value.Value));
        }

        if (cache.Gzip || cache.Brotli)
        {
            key.Append("\nencoding ").Append(AcceptEncoding(request.Headers["accept-encoding"]));
        }

        return key.ToString();
    }

    private static string? FilterQuery(string? query, Func<string, bool> includes)
    {
        if (string.IsNullOrEmpty(query))
        {
            return null;
        }

        var kept = string.Join('&', query.Split('&').Where(part => part.Length > 0 && includes(part.Split('=', 2)[0])));
        return kept.Length > 0 ? kept : null;
    }

    /// <summary>The Cookie header as far as it is included; <see langword="null"/> for none.</summary>
    public string? FilterCookies(FieldMap cookies)
    {
        var kept = new FieldMap();
        foreach (var (name, values) in cookies.Where(cookie => cache.Cookies.Includes(cookie.Key) || origin.Cookies.Includes(cookie.Key)))
        {
            kept.Set(name, values);
        }

        return kept.Count > 0 ? CookieFields.FormatRequest(kept) : null;
    }

    /// <summary>
    /// The normalized Accept-Encoding; <see langword="null"/> for none. See
    /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html#cache-policy-compressed-objects.
    /// </summary>
    public string? AcceptEncoding(string? viewers)
    {
        if (!cache.Gzip && !cache.Brotli)
        {
            return viewers is not null && IncludesHeader("accept-encoding") ? viewers : null;
        }

        var kept = string.Join(',', NormalizedCodings.Where(coding => Compresses(coding) && ContentCodings.Accepts(viewers, coding)));
        return kept.Length > 0 ? kept : null;
    }
}
