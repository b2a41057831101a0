using System.Globalization;
using System.Text.RegularExpressions;

namespace Podcast.Functions.Feeds;

/// <summary>
/// What the path of a listener's page names: <c>/</c> for all shows, <c>/shows/{show}</c> for one, <c>/shows/{show}/{archive}</c> for its older episodes.
/// </summary>
internal sealed partial record PagePath(string? Show, int? Archive)
{
    /// <returns>Null when the path is none of a page.</returns>
    public static PagePath? Read(string? path) =>
        Pattern.Match(path ?? "") is { Success: true } match
            ? new(
                match.Groups["show"] is { Success: true } show ? show.Value : null,
                match.Groups["archive"] is { Success: true } archive ? int.Parse(archive.ValueSpan, CultureInfo.InvariantCulture) : null)
            : null;

    // The pattern of Edge/viewer-request.js.
    [GeneratedRegex(
        @"^/(shows/(?<show>[a-z0-9][a-z0-9-]{0,62})(/(?<archive>[1-9][0-9]{0,2}))?)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern { get; }
}
