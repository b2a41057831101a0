using System.Collections.Frozen;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>The headers of an origin's response that reach viewers.</summary>
internal static class OriginHeaders
{
    private static readonly FrozenSet<string> ConnectionHeaders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via",
        "X-Cache", "X-Amz-Cf-Id", "X-Amz-Cf-Pop");

    public static IEnumerable<KeyValuePair<string, string[]>> Read(HttpResponseMessage source, EdgeExchange exchange)
    {
        var forwardsCookies = exchange.Behavior.Forwarding.ForwardsCookies;
        foreach (var (name, values) in source.Headers.NonValidated.Concat(source.Content.Headers.NonValidated))
        {
            var isRemoved = ConnectionHeaders.Contains(name)
                || (!forwardsCookies && string.Equals(name, "Set-Cookie", StringComparison.OrdinalIgnoreCase))
                || (exchange.Origin.IsS3 && name.ToLowerInvariant() is "x-amz-id-2" or "x-amz-request-id");
            if (isRemoved)
            {
                continue;
            }

            var kept = string.Equals(name, "Vary", StringComparison.OrdinalIgnoreCase) ? VaryHeader.Filter(values, exchange.Behavior.Forwarding) : [.. values];
            if (kept.Length > 0)
            {
                yield return new(name, kept);
            }
        }
    }
}
