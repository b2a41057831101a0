using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>A show as it is.</summary>
internal sealed record ShowResponse : ShowFields
{
    public required string Id { get; init; }

    /// <summary>The path of the artwork at the distribution; null when there is none.</summary>
    public string? Artwork { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static new ShowResponse From(Show show) => Fill(
        new ShowResponse
        {
            Id = show.Id,
            Artwork = show.Artwork is { } artwork ? "/artwork/" + artwork : null,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(show.CreatedAt),
        },
        show);
}
