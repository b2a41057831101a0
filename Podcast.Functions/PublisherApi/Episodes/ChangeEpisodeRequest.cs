namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// Body of <c>PATCH /shows/{show}/episodes/{episode}</c>, a merge patch: https://www.rfc-editor.org/rfc/rfc7396. What is missing stays as it is.
/// </summary>
internal sealed record ChangeEpisodeRequest
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>When the feed starts to list the episode.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>One of <see cref="Catalog.Publication"/>.</summary>
    public string? State { get; init; }
}
