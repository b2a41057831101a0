namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>How a job stands, in the API's words.</summary>
internal static class JobStatus
{
    public const string Submitted = "SUBMITTED";
    public const string Progressing = "PROGRESSING";
    public const string Complete = "COMPLETE";
    public const string Canceled = "CANCELED";
    public const string Error = "ERROR";
}
