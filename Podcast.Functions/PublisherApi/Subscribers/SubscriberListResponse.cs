namespace Podcast.Functions.PublisherApi.Subscribers;

/// <param name="Items">The subscribers.</param>
/// <param name="Next">The cursor of the next page; missing in the last.</param>
internal sealed record SubscriberListResponse(IReadOnlyList<SubscriberResponse> Items, string? Next);
