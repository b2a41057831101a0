namespace Podcast.Functions.Catalog;

/// <summary>An episode; times are seconds since 1970.</summary>
internal sealed record Episode
{
    public required string Show { get; init; }

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Length of the audio in bytes.</summary>
    public required long ContentLength { get; init; }

    public required decimal DurationSeconds { get; init; }

    /// <summary>The audio's file name with its folder, such as <c>k3m2x9a7p4qz/one.mp3</c>.</summary>
    public required string File { get; init; }

    public required long PublishedAt { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>The same of the HLS playlist; null when there is none.</summary>
    public string? Playlist { get; init; }

    /// <summary>Length of the playlist in bytes; null when it is not known.</summary>
    public long? PlaylistLength { get; init; }

    /// <summary>The file name of the chapters that were found in the recording; null for none.</summary>
    public string? AudioChapters { get; init; }

    public EpisodeDetails Details { get; init; } = new();

    /// <summary>The file name of the chapters: what the publisher has sent counts more than what the recording has.</summary>
    public string? Chapters => Details.Chapters ?? AudioChapters;

    /// <summary>The bucket's key, and with a leading slash the path that all subscribers share.</summary>
    public string MediaKey => KeyOf(File);

    /// <summary>The same for the playlist.</summary>
    public string? PlaylistKey => Playlist is null ? null : KeyOf(Playlist);

    /// <summary>The same for a file beside the audio.</summary>
    public string KeyOf(string file) => $"media/{Show}/{Id}/{file}";
}
