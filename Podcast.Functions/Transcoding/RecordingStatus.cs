namespace Podcast.Functions.Transcoding;

/// <summary>How far the latest recording of an episode is; the words of the catalog and of the publisher API.</summary>
internal static class RecordingStatus
{
    public const string AwaitingUpload = "awaiting-upload";

    /// <summary>It is there and waits for the transcoder, for the first time or for another.</summary>
    public const string Uploaded = "uploaded";

    /// <summary>Somebody is submitting the job; what came of it is not written down yet.</summary>
    public const string Submitting = "submitting";

    public const string Transcoding = "transcoding";

    public const string Ready = "ready";

    /// <summary>It will not become audio; the reason says why.</summary>
    public const string Failed = "failed";
}
