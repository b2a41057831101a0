namespace Podcast.LocalAws.S3.Multipart;

/// <summary>How far a multipart upload is.</summary>
internal enum UploadPhase
{
    Open,
    Ending,
    Ended,
}
