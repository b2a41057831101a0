namespace Podcast.Functions.Transcoding;

/// <summary>The latest recording of an episode, and how far it is. Times are seconds since 1970.</summary>
internal sealed record Recording
{
    public required string Show { get; init; }

    public required string Episode { get; init; }

    /// <summary>One of <see cref="RecordingStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Names this recording among all that the episode has had; in the names of its files, too.</summary>
    public required string Revision { get; init; }

    /// <summary>Bytes, as announced.</summary>
    public long Size { get; init; }

    /// <summary>S3's id of the upload in parts; null when it has ended.</summary>
    public string? UploadId { get; init; }

    /// <summary>Which try to transcode it is; 0 before the first.</summary>
    public long Attempt { get; init; }

    /// <summary>When something is due: an attempt, a check of a job, the end of a claim.</summary>
    public long WorkAt { get; init; }

    /// <summary>The job of the current attempt, once it is known.</summary>
    public string? JobId { get; init; }

    /// <summary>Why it failed, for the publisher.</summary>
    public string? Reason { get; init; }

    /// <summary>The key in the ingest bucket.</summary>
    public string IngestKey => $"{Show}/{Episode}/{Revision}";

    /// <summary>The key in the media bucket, without an ending: the path that the edge requests.</summary>
    public string MediaKey => $"media/{Show}/{Episode}/{FileName}";

    public string FileName => $"audio-{Revision}";

    /// <summary>What makes MediaConvert see two submissions as one, for the minute that it remembers.</summary>
    public string JobToken => $"{Revision}-{Attempt}";
}
