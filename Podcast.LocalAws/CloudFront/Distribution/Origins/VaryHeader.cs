using Podcast.LocalAws.CloudFront.Distribution.Policies;

namespace Podcast.LocalAws.CloudFront.Distribution.Origins;

/// <summary>The header Vary of an origin's response. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html.</summary>
internal static class VaryHeader
{
    /// <summary>What viewers get of it: names of headers that reach the origin.</summary>
    public static string[] Filter(IEnumerable<string> lines, ForwardingRules forwarding)
    {
        var kept = lines.SelectMany(line => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Where(name => name == "*" || forwarding.KeepsVary(name.ToLowerInvariant()));
        var value = string.Join(", ", kept);
        return value.Length > 0 ? [value] : [];
    }

    /// <summary>Whether the response depends on anything, so that each request has to reach the origin.</summary>
    public static bool IsAny(IEnumerable<KeyValuePair<string, string[]>> headers) =>
        headers.Any(header => string.Equals(header.Key, "Vary", StringComparison.OrdinalIgnoreCase) && header.Value.Any(value => value.Contains('*', StringComparison.Ordinal)));
}
