namespace Podcast.Functions.DownloadCounter;

/// <summary>A request for audio, as a line of the access log tells it.</summary>
/// <param name="Day">The day of the request in UTC, under whose key listener and network are named.</param>
/// <param name="Show">The show's id.</param>
/// <param name="Episode">The episode's id.</param>
/// <param name="File">The file with its folder, below the episode's.</param>
/// <param name="Listener">The listener's name of the day.</param>
/// <param name="Network">The network's name of the day.</param>
/// <param name="Start">The first byte that was sent.</param>
/// <param name="End">The byte after the last that was sent.</param>
/// <param name="IsWhole">Whether it was all of the file.</param>
/// <param name="UserAgent">The header, empty for none.</param>
internal readonly record struct AccessLogRequest(
    DateOnly Day, string Show, string Episode, string File, string Listener, string Network, long Start, long End, bool IsWhole, string UserAgent)
{
    // Pseudonyms are nobody's business, least of all a log's.
    public override string ToString() => $"{Show}/{Episode}";
}
