namespace Podcast.Functions.PublisherApi.Statistics;

/// <summary>The downloads of a day.</summary>
internal sealed record DayDownloadsResponse(string Day, long Downloads);
