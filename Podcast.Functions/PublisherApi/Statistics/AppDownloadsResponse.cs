namespace Podcast.Functions.PublisherApi.Statistics;

/// <summary>The downloads by an app.</summary>
internal sealed record AppDownloadsResponse(string App, long Downloads);
