using Podcast.Functions.Statistics;

namespace Podcast.Functions.PublisherApi.Statistics;

/// <summary>The downloads of a show.</summary>
/// <param name="Show">The show's id.</param>
/// <param name="From">The first day, in UTC, such as <c>2026-12-01</c>.</param>
/// <param name="To">The last day.</param>
/// <param name="Downloads">All downloads of these days.</param>
/// <param name="Days">The days that have any.</param>
/// <param name="Episodes">By episode, the most first.</param>
/// <param name="Apps">By app, the most first.</param>
/// <param name="Counts">By day, episode and app: what the CSV has.</param>
/// <param name="Sharing">The days on which listeners used more apps or networks than one person does.</param>
internal sealed record StatisticsResponse(
    string Show,
    string From,
    string To,
    long Downloads,
    IReadOnlyList<DayDownloadsResponse> Days,
    IReadOnlyList<EpisodeDownloadsResponse> Episodes,
    IReadOnlyList<AppDownloadsResponse> Apps,
    IReadOnlyList<DownloadCountResponse> Counts,
    IReadOnlyList<SharingResponse> Sharing)
{
    public static StatisticsResponse Create(string show, DateOnly from, DateOnly to, IReadOnlyList<DownloadCount> counts, IReadOnlyList<SharingCount> sharing) => new(
        show,
        StatisticsItems.Text(from),
        StatisticsItems.Text(to),
        counts.Sum(count => count.Downloads),
        [.. counts.GroupBy(count => count.Day).Select(day => new DayDownloadsResponse(StatisticsItems.Text(day.Key), day.Sum(count => count.Downloads)))],
        [.. Sum(counts, count => count.Episode).Select(one => new EpisodeDownloadsResponse(one.Name, one.Downloads))],
        [.. Sum(counts, count => count.App).Select(one => new AppDownloadsResponse(one.Name, one.Downloads))],
        [.. counts.Select(count => new DownloadCountResponse(StatisticsItems.Text(count.Day), count.Episode, count.App, count.Downloads))],
        [.. sharing.Select(day => new SharingResponse(StatisticsItems.Text(day.Day), day.Listeners))]);

    private static IEnumerable<(string Name, long Downloads)> Sum(IReadOnlyList<DownloadCount> counts, Func<DownloadCount, string> by) => counts
        .GroupBy(by, StringComparer.Ordinal)
        .Select(group => (Name: group.Key, Downloads: group.Sum(count => count.Downloads)))
        .OrderByDescending(one => one.Downloads)
        .ThenBy(one => one.Name, StringComparer.Ordinal);
}
