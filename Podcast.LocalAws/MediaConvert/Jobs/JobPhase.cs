namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>What a job that runs is doing, in the API's words.</summary>
internal static class JobPhase
{
    public const string Probing = "PROBING";
    public const string Transcoding = "TRANSCODING";
    public const string Uploading = "UPLOADING";
}
