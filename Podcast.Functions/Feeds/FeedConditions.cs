using System.Globalization;
using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>What a viewer has and takes: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.</summary>
/// <param name="IfNoneMatch">The ETags of the copies that the viewer has.</param>
/// <param name="IfModifiedSince">When the viewer's copy was changed last; counts only without <paramref name="IfNoneMatch"/>.</param>
/// <param name="AcceptEncoding">The encodings that the viewer takes.</param>
internal sealed record FeedConditions(string? IfNoneMatch, string? IfModifiedSince, string? AcceptEncoding)
{
    public static FeedConditions Read(APIGatewayHttpApiV2ProxyRequest input) =>
        new(input.FindHeader("if-none-match"), input.FindHeader("if-modified-since"), input.FindHeader("accept-encoding"));

    /// <summary>Whether the viewer has this document already, in whatever encoding.</summary>
    /// <param name="tag">What the document's ETags begin with, without quotes.</param>
    /// <param name="modified">Null when the document's date says nothing about it.</param>
    public bool IsNotModified(string tag, DateTimeOffset? modified) =>
        IfNoneMatch is { } tags
            ? tags.Split(',', StringSplitOptions.TrimEntries).Any(candidate => candidate == "*" || IsOf(candidate, tag))
            : modified is { } date
                && DateTimeOffset.TryParseExact(
                    IfModifiedSince, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
                && date <= since;

    // Weak comparison: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.2.
    private static bool IsOf(string candidate, string tag)
    {
        var opaque = candidate.StartsWith("W/", StringComparison.Ordinal) ? candidate.AsSpan(2) : candidate;
        return opaque is ['"', .. var value, '"']
            && value.StartsWith(tag)
            && (value.Length == tag.Length || value[tag.Length..] is "-br" or "-gzip");
    }
}
