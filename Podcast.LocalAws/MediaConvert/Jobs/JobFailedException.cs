namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>The job cannot go on.</summary>
internal sealed class JobFailedException(int code, string message) : Exception(message)
{
    public JobFailure Failure { get; } = new(code, message);
}
