namespace Podcast.Functions.PublisherApi.Shows;

/// <param name="Items">All shows, by id.</param>
internal sealed record ShowListResponse(IReadOnlyList<ShowResponse> Items);
