namespace Podcast.Functions.PublisherApi.ShowImports;

/// <param name="Items">By id.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record ImportedEpisodeListResponse(IReadOnlyList<ImportedEpisodeResponse> Items, string? Next);
