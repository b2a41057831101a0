namespace Podcast.Functions.ShowImports;

/// <summary>An episode of an import.</summary>
internal sealed record ImportedEpisode
{
    public required string Import { get; init; }

    public required string Show { get; init; }

    /// <summary>The episode's id here.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Where its audio is.</summary>
    public required string Url { get; init; }

    /// <summary>Where its artwork is; null when it has none of its own.</summary>
    public string? Artwork { get; init; }

    /// <summary>Where its chapters are; null when it has none.</summary>
    public string? Chapters { get; init; }

    public IReadOnlyList<ImportedTranscript> Transcripts { get; init; } = [];

    /// <summary>How long the feed says it is; 0 when it does not.</summary>
    public decimal DurationSeconds { get; init; }

    /// <summary>The recording that the audio becomes.</summary>
    public required string Revision { get; init; }

    /// <summary>One of <see cref="ImportState"/>.</summary>
    public required string State { get; init; }

    public string? Reason { get; init; }

    /// <summary>What of the feed's item was left out; null for nothing.</summary>
    public string? Missing { get; init; }

    /// <summary>Attempts since the last part that arrived.</summary>
    public long Attempts { get; init; }

    /// <summary>Bytes that have arrived.</summary>
    public long Bytes { get; init; }

    /// <summary>How many there are; what the feed says until the host does, null while nobody has.</summary>
    public long? Size { get; init; }

    /// <summary>S3's id of the upload in parts.</summary>
    public string? UploadId { get; init; }

    /// <summary>The entity tag or the date by which the host says whether it is still the same file; null when it says nothing.</summary>
    public string? Validator { get; init; }

    /// <summary>When the item is deleted, in seconds since 1970.</summary>
    public required long PurgeAt { get; init; }

    /// <summary>When it is due, or the end of a claim, in seconds since 1970.</summary>
    public long WorkAt { get; init; }

    public override string ToString() => $"{Show}/{Id}";
}
