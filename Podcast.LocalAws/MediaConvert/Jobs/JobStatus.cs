namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>The status of a job, as the API names it.</summary>
internal static class JobStatus
{
    public const string Submitted = "SUBMITTED";
    public const string Progressing = "PROGRESSING";
    public const string Complete = "COMPLETE";
    public const string Canceled = "CANCELED";
    public const string Error = "ERROR";
}
