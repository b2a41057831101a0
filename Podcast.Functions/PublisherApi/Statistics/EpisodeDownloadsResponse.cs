namespace Podcast.Functions.PublisherApi.Statistics;

/// <summary>The downloads of an episode.</summary>
internal sealed record EpisodeDownloadsResponse(string Episode, long Downloads);
