namespace Podcast.Functions.PublisherApi.Statistics;

/// <summary>How many listeners used more apps or networks on a day than one person does.</summary>
internal sealed record SharingResponse(string Day, long Listeners);
