using System.Security.Cryptography;

namespace Podcast.Functions.Transcoding;

/// <summary>The latest recording of an episode, and how far it is. Times are seconds since 1970.</summary>
internal sealed record Recording
{
    private const string RevisionCharacters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int RevisionLength = 12;

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

    /// <summary>What the files of this recording are called, without an ending; null for recordings from before it was written down.</summary>
    public string? Name { get; init; }

    /// <summary>The type of audio that is uploaded as it is to be heard; null when it is transcoded.</summary>
    public string? StatedType { get; init; }

    /// <summary>Its duration as the publisher states it, in seconds.</summary>
    public decimal StatedSeconds { get; init; }

    /// <summary>The import of a show that fetches it, and is told what becomes of it; null for none.</summary>
    public string? Import { get; init; }

    /// <summary>The file of the chapters that were found in it; null for none.</summary>
    public string? Chapters { get; init; }

    /// <summary>The file that the feed has now, of this recording or a former one; null for none.</summary>
    public string? FeedFile { get; init; }

    /// <summary>The key in the ingest bucket.</summary>
    public string IngestKey => $"{Show}/{Episode}/{Revision}";

    /// <summary>The key in the media bucket, without an ending: the path that the edge requests.</summary>
    public string MediaKey => $"media/{Show}/{Episode}/{FileName}";

    /// <summary>
    /// Unique by the folder, so that what is cached under a name stays true; and named after the episode, so that a downloader that keeps file names keeps all of them.
    /// </summary>
    public string FileName => string.IsNullOrEmpty(Name) ? $"audio-{Revision}" : $"{Revision}/{Name}";

    /// <summary>All files of this recording begin with it, and no other's do.</summary>
    public string MediaPrefix => string.IsNullOrEmpty(Name) ? MediaKey : $"media/{Show}/{Episode}/{Revision}/";

    /// <summary>A revision that no other recording has.</summary>
    public static string CreateRevision() => RandomNumberGenerator.GetString(RevisionCharacters, RevisionLength);

    /// <summary>What makes MediaConvert see two submissions as one, for the minute that it remembers.</summary>
    public string JobToken => $"{Revision}-{Attempt}";
}
