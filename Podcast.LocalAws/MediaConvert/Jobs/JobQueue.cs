namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>A queue as the template describes it.</summary>
/// <param name="Arn">The queue's ARN.</param>
/// <param name="IsPaused">Whether it begins no job; those that run go on.</param>
/// <param name="ConcurrentJobs">How many of its jobs run at once.</param>
internal sealed record JobQueue(string Arn, bool IsPaused, int ConcurrentJobs);
