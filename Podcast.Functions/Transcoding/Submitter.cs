using Amazon.MediaConvert;
using Amazon.MediaConvert.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Transcoding;

/// <summary>
/// Submits one job per attempt of a recording. The attempt is claimed before the job is created and the job recorded afterwards; a crash in between leaves a claim
/// that expires, and the next owner searches for the job before it creates another, because MediaConvert's request token is valid for one minute only.
/// </summary>
internal sealed partial class Submitter(
    RecordingTable recordings,
    TranscodeResults results,
    Func<IAmazonMediaConvert> mediaConvert,
    JobFactory jobs,
    FunctionMetrics metrics,
    ILogger<Submitter> logger)
{
    /// <summary>The most jobs that run at once; a queue of MediaConvert runs 20 to 100, and a job that waits there can no longer be postponed.</summary>
    public const int MostRunning = 20;

    private const int MostPages = 5;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan CheckJobAfter = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan QueueDelay = TimeSpan.FromMinutes(1);

    /// <summary>Told to the publisher of a recording that waits.</summary>
    private static readonly string Waits = $"It waits for one of the transcoder's {MostRunning} places; whichever recording ends makes room for the next.";

    public static Submitter Compose(FunctionServices services, RecordingTable recordings, TranscodeResults results)
    {
        var environment = services.Environment;
        return new(
            recordings,
            results,
            () => services.Aws.MediaConvert,
            new(environment.IngestBucket, environment.MediaBucket, environment.MediaConvertRoleArn, environment.MediaConvertQueueArn),
            services.Metrics,
            services.Loggers.CreateLogger<Submitter>());
    }

    /// <param name="most">How many recordings are looked at.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="ended">A recording whose job has just ended: the index may still count it.</param>
    /// <returns>How many jobs were submitted.</returns>
    public async Task<int> SubmitDueAsync(int most, CancellationToken cancellationToken, Recording? ended = null)
    {
        var submitted = 0;
        foreach (var (show, episode) in await recordings.FindWaitingAsync(most, cancellationToken).ConfigureAwait(false))
        {
            if (await recordings.FindAsync(show, episode, cancellationToken).ConfigureAwait(false) is
                { Status: RecordingStatus.Uploaded or RecordingStatus.Submitting } recording)
            {
                if (await IsFullAsync(ended, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                submitted += await ClaimAndSubmitAsync(recording, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
        }

        return submitted;
    }

    /// <returns>Whether a job was submitted.</returns>
    public async Task<bool> SubmitAsync(Recording recording, CancellationToken cancellationToken)
    {
        if (await IsFullAsync(null, cancellationToken).ConfigureAwait(false))
        {
            await recordings.TryExplainAsync(recording, Waits, cancellationToken).ConfigureAwait(false);
            return false;
        }

        return await ClaimAndSubmitAsync(recording, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> ClaimAndSubmitAsync(Recording recording, CancellationToken cancellationToken)
    {
        var takesOver = recording.Status == RecordingStatus.Submitting;
        if (await recordings.TryClaimAsync(recording, Lease, cancellationToken).ConfigureAwait(false) is not { } claimed)
        {
            return false;
        }

        if (takesOver && await FindJobAsync(claimed, cancellationToken).ConfigureAwait(false) is { } known)
        {
            LogFound(claimed.Show, claimed.Episode, known.Id);
            await recordings.TryRecordJobAsync(claimed, known.Id, CheckJobAfter, cancellationToken).ConfigureAwait(false);
            return false;
        }

        try
        {
            var response = await mediaConvert().CreateJobAsync(jobs.Create(claimed), cancellationToken).ConfigureAwait(false);
            metrics.Record(FunctionMetric.TranscodesSubmitted, 1);
            LogSubmitted(claimed.Show, claimed.Episode, claimed.Attempt, response.Job.Id);
            await recordings.TryRecordJobAsync(claimed, response.Job.Id, CheckJobAfter, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (BadRequestException refused)
        {
            await results.GiveUpAsync(claimed, $"The transcoder rejected the job: {refused.Message}", cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException busy) when (busy is TooManyRequestsException or ServiceQuotaExceededException)
        {
            // It was no try: nothing was done yet.
            LogBusy(claimed.Show, claimed.Episode, busy.ErrorCode);
            await recordings.TryPutBackAsync(
                claimed, QueueDelay, keepsAttempt: true, "The transcoder's queue is full.", cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException failure) when ((int)failure.StatusCode is >= 400 and < 500)
        {
            await FailAsync(claimed, failure, cancellationToken).ConfigureAwait(false);
        }

        // What else went wrong says nothing about whether there is a job: the claim runs out, and then the job is looked up.
        return false;
    }

    /// <summary>Checks running jobs whose final event has not arrived.</summary>
    /// <returns>How many jobs were checked.</returns>
    public async Task<int> CheckJobsAsync(int most, CancellationToken cancellationToken)
    {
        var checkedJobs = 0;
        foreach (var (show, episode) in await recordings.FindOverdueAsync(most, cancellationToken).ConfigureAwait(false))
        {
            if (await recordings.FindAsync(show, episode, cancellationToken).ConfigureAwait(false) is { Status: RecordingStatus.Transcoding, JobId: { } jobId } recording)
            {
                await CheckJobsAsync(recording, jobId, cancellationToken).ConfigureAwait(false);
                checkedJobs++;
            }
        }

        return checkedJobs;
    }

    private async Task CheckJobsAsync(Recording recording, string jobId, CancellationToken cancellationToken)
    {
        Job job;
        try
        {
            job = (await mediaConvert().GetJobAsync(new GetJobRequest { Id = jobId }, cancellationToken).ConfigureAwait(false)).Job;
        }
        catch (NotFoundException)
        {
            await results.FailAsync(recording, 1999, "The transcoder no longer has the job.", cancellationToken).ConfigureAwait(false);
            return;
        }

        switch (job.Status?.Value)
        {
            case "COMPLETE" when job.OutputGroupDetails is [{ OutputDetails: [{ DurationInMs: { } duration }, ..] }, ..]:
                await results.CompleteAsync(recording, jobId, duration, cancellationToken).ConfigureAwait(false);
                break;
            case "COMPLETE":
                await results.FailAsync(recording, 1999, "The transcoder reported no output.", cancellationToken).ConfigureAwait(false);
                break;
            case "ERROR":
                await results.FailAsync(recording, job.ErrorCode ?? 1999, job.ErrorMessage ?? "", cancellationToken).ConfigureAwait(false);
                break;
            case "CANCELED":
                await results.GiveUpAsync(recording, "The transcode was cancelled.", cancellationToken).ConfigureAwait(false);
                break;
            default:
                await recordings.TryRecordJobAsync(recording, jobId, CheckJobAfter, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task FailAsync(Recording claimed, AmazonServiceException failure, CancellationToken cancellationToken)
    {
        var reason = $"The transcoder rejected the job: {failure.Message}";
        if (claimed.Attempt < FailedJob.MostAttempts)
        {
            await recordings.TryPutBackAsync(
                claimed, FailedJob.DelayAfter(claimed.Attempt), keepsAttempt: false, reason, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await results.GiveUpAsync(claimed, reason, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsFullAsync(Recording? ended, CancellationToken cancellationToken) =>
        await recordings.CountRunningAsync(MostRunning, ended, cancellationToken).ConfigureAwait(false) >= MostRunning;

    // The newest come first; a claim lasts minutes, so its job is among them.
    private async Task<Job?> FindJobAsync(Recording claimed, CancellationToken cancellationToken)
    {
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            var response = await mediaConvert().ListJobsAsync(
                new ListJobsRequest { Queue = jobs.Queue, MaxResults = 20, Order = Order.DESCENDING, NextToken = next }, cancellationToken).ConfigureAwait(false);
            if (response.Jobs?.Find(job => RecordingMetadata.IsOf(job.UserMetadata, claimed)) is { } found)
            {
                return found;
            }

            next = response.NextToken;
            if (string.IsNullOrEmpty(next))
            {
                break;
            }
        }

        return null;
    }

    [LoggerMessage(EventIds.JobSubmitted, LogLevel.Information, "{Show}/{Episode}: attempt {Attempt} is job {JobId}")]
    private partial void LogSubmitted(string show, string episode, long attempt, string jobId);

    [LoggerMessage(EventIds.JobFound, LogLevel.Information, "{Show}/{Episode}: found the unrecorded job {JobId}")]
    private partial void LogFound(string show, string episode, string jobId);

    [LoggerMessage(EventIds.SubmissionPostponed, LogLevel.Warning, "{Show}/{Episode} waits: MediaConvert responded with {ErrorCode}")]
    private partial void LogBusy(string show, string episode, string? errorCode);
}
