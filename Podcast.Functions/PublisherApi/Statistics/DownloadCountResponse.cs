namespace Podcast.Functions.PublisherApi.Statistics;

/// <summary>The downloads of an episode on a day by an app.</summary>
internal sealed record DownloadCountResponse(string Day, string Episode, string App, long Downloads);
