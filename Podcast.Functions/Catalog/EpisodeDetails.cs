namespace Podcast.Functions.Catalog;

/// <summary>What a feed says of an episode besides its title, description and audio.</summary>
internal sealed record EpisodeDetails
{
    /// <summary>What apps tell the episode by, where it was hosted elsewhere before; null: show and id.</summary>
    public string? Guid { get; init; }

    /// <summary>1 or more; null when the show has no seasons.</summary>
    public long? Season { get; init; }

    /// <summary>The number within the season, or of all; 1 or more.</summary>
    public long? Number { get; init; }

    /// <summary>One of <see cref="EpisodeType"/>.</summary>
    public string Type { get; init; } = EpisodeType.Full;

    /// <summary>Null: as the show is.</summary>
    public bool? IsExplicit { get; init; }

    /// <summary>The episode's page for people.</summary>
    public string? Link { get; init; }

    /// <summary>Show notes as HTML, sanitized.</summary>
    public string? Notes { get; init; }

    public IReadOnlyList<Person> Persons { get; init; } = [];

    /// <summary>The file name of the episode's own artwork.</summary>
    public string? Artwork { get; init; }

    /// <summary>The file name of the chapters that the publisher has sent, beside the audio.</summary>
    public string? Chapters { get; init; }

    public IReadOnlyList<Transcript> Transcripts { get; init; } = [];

    /// <summary>When something that the feed says of the episode was changed last, in seconds since 1970.</summary>
    public long UpdatedAt { get; init; }
}
