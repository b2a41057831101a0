namespace Podcast.Functions.PublisherApi.Episodes;

/// <param name="Items">Newest first.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record EpisodeListResponse(IReadOnlyList<RecordedEpisodeResponse> Items, string? Next);
