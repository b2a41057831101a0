using System.Text.RegularExpressions;

namespace Podcast.Functions.Feeds;

/// <summary>What the path of a feed names: <c>/feeds/{show}.xml</c>, or an archive as <c>/feeds/{show}/{archive}.xml</c>.</summary>
internal sealed partial record FeedPath(string Show, int? Archive)
{
    /// <returns>Null when the path is none of a feed.</returns>
    public static FeedPath? Read(string? path) =>
        Pattern.Match(path ?? "") is { Success: true } match
            ? new(
                match.Groups["show"].Value,
                match.Groups["archive"] is { Success: true } archive ? int.Parse(archive.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null)
            : null;

    // The pattern of Edge/viewer-request.js.
    [GeneratedRegex(
        @"^/feeds/(?<show>[a-z0-9][a-z0-9-]{0,62})(/(?<archive>[1-9][0-9]{0,2}))?\.xml\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
