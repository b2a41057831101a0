using Podcast.Functions.Transcoding;

namespace Podcast.Functions.Catalog;

/// <summary>An episode, whether the feed lists it already or not.</summary>
internal sealed record EpisodeState
{
    public required string Show { get; init; }

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required long PublishedAt { get; init; }

    /// <summary>What the catalog stores of its <see cref="Catalog.Publication"/>.</summary>
    public string Publication { get; init; } = Catalog.Publication.Published;

    /// <summary>Goes up by one with every change that a publisher makes.</summary>
    public long Version { get; init; } = 1;

    /// <summary>Seconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    public EpisodeDetails Details { get; init; } = new();

    /// <summary>The latest recording; null when the audio was uploaded as it is.</summary>
    public Recording? Recording { get; init; }

    /// <summary>What the feed lists; null while there is no audio.</summary>
    public Episode? Audio { get; init; }

    public string StateAt(DateTimeOffset now) => Catalog.Publication.At(Publication, PublishedAt, now);
}
