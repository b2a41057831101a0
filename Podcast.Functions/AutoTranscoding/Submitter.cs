using Amazon.MediaConvert;
using Amazon.MediaConvert.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.AutoTranscoding;

/// <summary>
/// Submits one job for each try of a recording. The try is claimed first and the job written down afterwards; who dies in between leaves a claim
/// that runs out, and whoever takes it over looks for the job before making another: MediaConvert's own token holds for one minute only.
/// </summary>
internal sealed partial class Submitter(
    RecordingTable recordings,
    TranscodeResults results,
    Func<IAmazonMediaConvert> mediaConvert,
    JobFactory jobs,
    FunctionMetrics metrics,
    ILogger<Submitter> logger)
{
    /// <summary>How many jobs are under way at most; an account's queue runs 20 to 100 at once, and what waits there cannot be put off any more.</summary>
    public const int MostRunning = 20;

    private const int MostPages = 5;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookAfter = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan QueueDelay = TimeSpan.FromMinutes(1);

    /// <returns>How many jobs were submitted.</returns>
    public async Task<int> SubmitDueAsync(int most, CancellationToken cancellationToken)
    {
        var submitted = 0;
        foreach (var (show, episode) in await recordings.FindWaitingAsync(most, cancellationToken).ConfigureAwait(false))
        {
            if (await recordings.FindAsync(show, episode, cancellationToken).ConfigureAwait(false) is
                { Status: RecordingStatus.Uploaded or RecordingStatus.Submitting } recording)
            {
                if (await IsFullAsync(cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                submitted += await SubmitAsync(recording, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }
        }

        return submitted;
    }

    /// <returns>Whether a job was submitted.</returns>
    public async Task<bool> SubmitAsync(Recording recording, CancellationToken cancellationToken)
    {
        if (await IsFullAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var takesOver = recording.Status == RecordingStatus.Submitting;
        if (await recordings.TryClaimAsync(recording, Lease, cancellationToken).ConfigureAwait(false) is not { } claimed)
        {
            return false;
        }

        if (takesOver && await FindJobAsync(claimed, cancellationToken).ConfigureAwait(false) is { } known)
        {
            LogFound(claimed.Show, claimed.Episode, known.Id);
            await recordings.TryRecordJobAsync(claimed, known.Id, LookAfter, cancellationToken).ConfigureAwait(false);
            return false;
        }

        try
        {
            var response = await mediaConvert().CreateJobAsync(jobs.Create(claimed), cancellationToken).ConfigureAwait(false);
            metrics.Record(FunctionMetric.TranscodesSubmitted, 1, FunctionMetricUnit.Count);
            LogSubmitted(claimed.Show, claimed.Episode, claimed.Attempt, response.Job.Id);
            await recordings.TryRecordJobAsync(claimed, response.Job.Id, LookAfter, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (BadRequestException refused)
        {
            await results.GiveUpAsync(claimed, $"The transcoder refuses the job: {refused.Message}", cancellationToken).ConfigureAwait(false);
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

        // What else went wrong says nothing about whether there is a job: the claim runs out, and then it is looked for.
        return false;
    }

    /// <summary>Asks after jobs whose end nobody has told of.</summary>
    /// <returns>How many were asked after.</returns>
    public async Task<int> LookAfterAsync(int most, CancellationToken cancellationToken)
    {
        var looked = 0;
        foreach (var (show, episode) in await recordings.FindOverdueAsync(most, cancellationToken).ConfigureAwait(false))
        {
            if (await recordings.FindAsync(show, episode, cancellationToken).ConfigureAwait(false) is { Status: RecordingStatus.Transcoding, JobId: { } jobId } recording)
            {
                await LookAfterAsync(recording, jobId, cancellationToken).ConfigureAwait(false);
                looked++;
            }
        }

        return looked;
    }

    private async Task LookAfterAsync(Recording recording, string jobId, CancellationToken cancellationToken)
    {
        Job job;
        try
        {
            job = (await mediaConvert().GetJobAsync(new GetJobRequest { Id = jobId }, cancellationToken).ConfigureAwait(false)).Job;
        }
        catch (NotFoundException)
        {
            await results.FailAsync(recording, 1999, "The transcoder does not know the job any more.", cancellationToken).ConfigureAwait(false);
            return;
        }

        switch (job.Status?.Value)
        {
            case "COMPLETE" when job.OutputGroupDetails is [{ OutputDetails: [{ DurationInMs: { } duration }, ..] }, ..]:
                await results.CompleteAsync(recording, jobId, duration, cancellationToken).ConfigureAwait(false);
                break;
            case "COMPLETE":
                await results.FailAsync(recording, 1999, "The transcoder says nothing of what it made.", cancellationToken).ConfigureAwait(false);
                break;
            case "ERROR":
                await results.FailAsync(recording, job.ErrorCode ?? 1999, job.ErrorMessage ?? "", cancellationToken).ConfigureAwait(false);
                break;
            case "CANCELED":
                await results.GiveUpAsync(recording, "The transcode was cancelled.", cancellationToken).ConfigureAwait(false);
                break;
            default:
                await recordings.TryRecordJobAsync(recording, jobId, LookAfter, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task FailAsync(Recording claimed, AmazonServiceException failure, CancellationToken cancellationToken)
    {
        var reason = $"The transcoder refuses the job: {failure.Message}";
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

    private async Task<bool> IsFullAsync(CancellationToken cancellationToken) =>
        await recordings.CountRunningAsync(MostRunning, cancellationToken).ConfigureAwait(false) >= MostRunning;

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

    [LoggerMessage(6021, LogLevel.Information, "{Show}/{Episode}: attempt {Attempt} is job {JobId}")]
    private partial void LogSubmitted(string show, string episode, long attempt, string jobId);

    [LoggerMessage(6022, LogLevel.Information, "{Show}/{Episode}: the job that was not written down is {JobId}")]
    private partial void LogFound(string show, string episode, string jobId);

    [LoggerMessage(6023, LogLevel.Warning, "{Show}/{Episode} waits: the transcoder answers {ErrorCode}")]
    private partial void LogBusy(string show, string episode, string? errorCode);
}
