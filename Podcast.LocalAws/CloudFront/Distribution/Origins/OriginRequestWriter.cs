using System.Collections.Frozen;
using System.Diagnostics;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>Writes one request to an origin. Nothing of the viewer's request goes out but what the policies include.</summary>
internal sealed class OriginRequestWriter(EdgeIdentity identity, OriginUri uris, OriginSigner signer)
{
    // Sent by the client itself, or set below.
    private static readonly FrozenSet<string> NotCopied = FrozenSet.Create(
        StringComparer.Ordinal, "host", "user-agent", "via", "x-forwarded-for", "accept-encoding", "transfer-encoding", "cdn-loop");

    public void Write(HttpRequestMessage target, EdgeExchange exchange, DistributionConfig distribution, Activity? span)
    {
        var forwarding = exchange.Behavior.Forwarding;
        var source = exchange.Request;
        var origin = exchange.Origin;
        target.RequestUri = uris.Create(origin, source, forwarding.FilterQuery(source.RawQuery));
        foreach (var (name, values) in source.Headers)
        {
            if (!NotCopied.Contains(name) && forwarding.IncludesHeader(name))
            {
                Add(target, HeaderNames.Capitalize(name), values.Select(value => value.Value));
            }
        }

        Set(target, "Accept-Encoding", forwarding.AcceptEncoding(source.Headers["accept-encoding"]));
        Set(target, "Cookie", forwarding.FilterCookies(source.Cookies));
        Set(target, "User-Agent", forwarding.IncludesHeader("user-agent") ? source.Headers["user-agent"] ?? "Amazon CloudFront" : "Amazon CloudFront");
        Set(target, "Via", Append(source.Headers["via"], identity.Via));
        Set(target, "X-Forwarded-For", Append(source.Headers["x-forwarded-for"], exchange.ViewerAddress));
        Set(target, "X-Amz-Cf-Id", exchange.RequestId);
        foreach (var (name, value) in origin.CustomHeaders)
        {
            Set(target, name, value);
        }

        target.Headers.Host = origin.HostHeader
            ?? (!origin.IsS3 && forwarding.IncludesHeader("host") ? source.Headers["host"] : null)
            ?? origin.DomainName;
        if (origin.AccessControl is { } control)
        {
            signer.Sign(target, control, distribution.Arn, source.Headers["x-amz-content-sha256"]);
        }

        // CloudFront does not do this; here one trace goes through.
        Set(target, "traceparent", (span ?? Activity.Current)?.Id);
    }

    private static string Append(string? before, string value) => string.IsNullOrEmpty(before) ? value : $"{before}, {value}";

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            Add(request, name, [value]);
        }
    }

    private static void Add(HttpRequestMessage request, string name, IEnumerable<string> values)
    {
        if (!request.Headers.TryAddWithoutValidation(name, values))
        {
            request.Content?.Headers.TryAddWithoutValidation(name, values);
        }
    }
}
