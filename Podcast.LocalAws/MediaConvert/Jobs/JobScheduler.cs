using System.Collections.Concurrent;
using System.Diagnostics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Supervision;
using Podcast.LocalAws.MediaConvert.Transcoding;

namespace Podcast.LocalAws.MediaConvert.Jobs;

/// <summary>
/// Runs jobs: of each queue no more at once than it allows, the higher priority first, then the older. What a killed process had begun is begun
/// once more: outputs become visible one by one and whole, and a second run writes the same names.
/// </summary>
internal sealed partial class JobScheduler(
    JobStore jobs, JobQueues queues, JobEvents events, Transcoder transcoder, WorkFolder folder, IMetricRecorder metrics, Supervisor supervisor, TimeProvider time, ILogger<JobScheduler> logger)
    : BackgroundService
{
    private const int MaxRetries = 1;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _resumed = new(StringComparer.Ordinal);
    private readonly List<TranscodeJob> _waiting = [];
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _cancellations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _runs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    public void Submit(TranscodeJob job)
    {
        lock (_lock)
        {
            _waiting.Add(job);
        }

        Pump();
    }

    /// <exception cref="AwsException">The job has ended.</exception>
    public void Cancel(TranscodeJob job)
    {
        if (!job.TryCancel(time.GetUtcNow()))
        {
            throw MediaConvertErrors.Conflict($"The job {job.Id} can't be canceled, because its status is {job.Status}.");
        }

        lock (_lock)
        {
            _waiting.Remove(job);
        }

        if (_cancellations.TryGetValue(job.Id, out var cancellation))
        {
            cancellation.Cancel();
        }

        jobs.Save(job);
        _ = supervisor.AttendAsync("transcoding job", stopping => events.CanceledAsync(job, stopping).AsTask(), _stopping.Token);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
        // Runs of ffmpeg are cancelled; waits for them no longer than the host's shutdown timeout.
        await Task.WhenAll(_runs.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        // The base cancels what is linked to it.
        base.Dispose();
        _stopping.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stoppingToken.Register(_stopping.Cancel);
        if (folder.MayHaveJobs)
        {
            await Task.Yield();
            await supervisor.RunAsync("transcoding jobs of the last run", ResumeAsync, stoppingToken);
        }
    }

    private async Task ResumeAsync(CancellationToken stoppingToken)
    {
        foreach (var job in jobs.Load().Where(job => !_resumed.Contains(job.Id)))
        {
            // A fault of one is not one of the others, when the rest is gone through again.
            _resumed.Add(job.Id);
            if (job.Status == JobStatus.Progressing && job.RetryCount >= MaxRetries)
            {
                await FailAsync(job, new(JobFailure.Unexpected, "The service stopped in the middle of the job, twice."), stoppingToken);
                continue;
            }

            job.Resubmit();
            Log.Resumed(logger, job.Id);
            Submit(job);
        }
    }

    // Begins what may begin.
    private void Pump()
    {
        lock (_lock)
        {
            foreach (var job in _waiting.OrderByDescending(waiting => waiting.Priority).ThenBy(waiting => waiting.Id, StringComparer.Ordinal).ToList())
            {
                var running = _running.GetValueOrDefault(job.Queue);
                if (_stopping.IsCancellationRequested || queues.Find(job.Queue) is not { IsPaused: false } queue || running >= queue.ConcurrentJobs)
                {
                    continue;
                }

                _waiting.Remove(job);
                _running[job.Queue] = running + 1;
                _runs[job.Id] = supervisor.AttendAsync("transcoding job", _ => RunAsync(job), _stopping.Token);
            }
        }
    }

    private async Task RunAsync(TranscodeJob job)
    {
        Activity.Current = null;
        using var span = LocalAwsTelemetry.Source.StartActivity("MediaConvert job", ActivityKind.Consumer);
        span?.SetTag("aws.mediaconvert.job_id", job.Id);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        _cancellations[job.Id] = cancellation;
        try
        {
            if (job.TryStart(time.GetUtcNow()))
            {
                jobs.Save(job);
                await events.ProgressingAsync(job, cancellation.Token);
                var groups = await transcoder.RunAsync(job, cancellation.Token);
                if (job.TryComplete(groups, time.GetUtcNow()))
                {
                    jobs.Save(job);
                    LocalAwsMetrics.RecordTranscoded(TimeSpan.FromMilliseconds(groups.SelectMany(group => group.Outputs).Sum(output => output.DurationMilliseconds)));
                    metrics.Record(ServiceMetrics.JobsCompleted.Of(job.Queue), 1, MetricUnits.Count);
                    Log.Completed(logger, job.Id);
                    await events.CompletedAsync(job, groups, _stopping.Token);
                }
            }
        }
        catch (JobFailedException failed)
        {
            span.SetAwsError($"{failed.Failure.Code}");
            await FailAsync(job, failed.Failure, _stopping.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Cancelled, or the process stops: then the next one finds the job where it is.
        }
        catch (Exception unexpected)
        {
            span.SetAwsError("InternalFailure");
            Log.Unexpected(logger, unexpected, job.Id);
            await FailAsync(job, new(JobFailure.Unexpected, "Unknown error"), _stopping.Token);
        }
        finally
        {
            _cancellations.TryRemove(job.Id, out _);
            _runs.TryRemove(job.Id, out _);
            lock (_lock)
            {
                _running[job.Queue]--;
            }

            Pump();
        }
    }

    private async Task FailAsync(TranscodeJob job, JobFailure failure, CancellationToken cancellationToken)
    {
        if (!job.TryFail(failure, time.GetUtcNow()))
        {
            return;
        }

        jobs.Save(job);
        metrics.Record(ServiceMetrics.JobsErrored.Of(job.Queue), 1, MetricUnits.Count);
        Log.Failed(logger, job.Id, failure.Code, failure.Message);
        await events.FailedAsync(job, failure, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.JobCompleted, LogLevel.Information, "The job {JobId} is complete.")]
        public static partial void Completed(ILogger logger, string jobId);

        [LoggerMessage(EventIds.JobFailed, LogLevel.Warning, "The job {JobId} failed with {Code}: {Reason}")]
        public static partial void Failed(ILogger logger, string jobId, int code, string reason);

        [LoggerMessage(EventIds.JobFailedUnexpectedly, LogLevel.Error, "The job {JobId} failed unexpectedly.")]
        public static partial void Unexpected(ILogger logger, Exception error, string jobId);

        [LoggerMessage(EventIds.JobRestarted, LogLevel.Information, "The job {JobId} was running when the process stopped; it is started again.")]
        public static partial void Resumed(ILogger logger, string jobId);
    }
}
