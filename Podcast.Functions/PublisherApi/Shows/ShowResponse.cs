using Podcast.Functions.Catalog;

namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>A show as it is.</summary>
internal sealed record ShowResponse : ShowFields
{
    public required string Id { get; init; }

    /// <summary>The path of the artwork at the distribution; null when there is none.</summary>
    public string? Artwork { get; init; }

    /// <summary>The reasons for which the publisher's own notice is heard; null when there are none.</summary>
    public IReadOnlyList<string>? Notices { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static new ShowResponse From(Show show) => Fill(
        new ShowResponse
        {
            Id = show.Id,
            Artwork = show.Artwork is { } artwork ? "/artwork/" + artwork : null,
            Notices = show.Notices.Count > 0 ? [.. show.Notices.Select(notice => notice.Reason)] : null,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(show.CreatedAt),
        },
        show);
}
