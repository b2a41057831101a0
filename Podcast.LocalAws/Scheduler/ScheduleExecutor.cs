using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Supervision;
using Podcast.LocalAws.Scheduler.Targets;

namespace Podcast.LocalAws.Scheduler;

/// <summary>
/// Brings one occurrence of a schedule to its target: waits for its moment in the flexible window, tries, tries again, and gives up into the
/// dead-letter queue.
/// </summary>
internal sealed partial class ScheduleExecutor(ScheduleRegistry schedules, TargetInvoker targets, SchedulerMetrics metrics, Supervisor supervisor, TimeProvider time, ILogger<ScheduleExecutor> logger)
{
    // One a minute that fails for a day is 1,440 of them.
    private const int MaxRunning = 10_000;

    private int _running;

    /// <summary>Starts an occurrence, whose outcome goes to the registry.</summary>
    public void Start(Schedule schedule, DateTimeOffset occurrence, CancellationToken cancellationToken)
    {
        var definition = schedule.Definition;
        _ = supervisor.AttendAsync(
            "schedule occurrence", stopping => RunAsync(schedule, definition, occurrence, stopping), cancellationToken);
    }

    /// <summary>Invokes the target at once, regardless of the schedule's times and state, and returns the outcome. Without retries.</summary>
    public async Task<ScheduleRun> RunNowAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var result = await AttemptAsync(schedule, schedule.Definition.Target, now, NewExecutionId(), 1, cancellationToken);
        var run = result.Succeeded
            ? new ScheduleRun(now, RunOutcome.Delivered, 1)
            : new ScheduleRun(now, RunOutcome.Dropped, 1, result.ErrorCode, result.ErrorMessage);
        schedule.LastRun = run;
        return run;
    }

    private async Task RunAsync(Schedule schedule, ScheduleDefinition definition, DateTimeOffset occurrence, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _running) > MaxRunning)
        {
            Interlocked.Decrement(ref _running);
            metrics.RecordDropped(schedule.Key.Group);
            Log.TooMany(logger, schedule.Arn, MaxRunning);
            return;
        }

        try
        {
            if (OffsetInWindow(schedule.Arn, occurrence, definition.FlexibleWindow) is { Ticks: > 0 } offset)
            {
                await Task.Delay(offset, time, cancellationToken);
                if (!schedules.Stands(schedule, definition))
                {
                    return;
                }
            }

            await DeliverAsync(schedule, definition.Target, occurrence, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task DeliverAsync(Schedule schedule, ScheduleTarget target, DateTimeOffset occurrence, CancellationToken cancellationToken)
    {
        var executionId = NewExecutionId();
        // Not from the occurrence: the flexible window may be longer than the age.
        var begun = time.GetUtcNow();
        for (var attempt = 1; ; attempt++)
        {
            var result = await AttemptAsync(schedule, target, occurrence, executionId, attempt, cancellationToken);
            if (result.Succeeded)
            {
                schedules.Report(schedule, new(occurrence, RunOutcome.Delivered, attempt));
                return;
            }

            var wait = RetryBackOff.After(attempt);
            var exhausted = !result.IsRetryable ? null
                : attempt > target.MaxRetries ? "MaximumRetryAttempts"
                : time.GetUtcNow() + wait - begun > target.MaxAge ? "MaximumEventAgeInSeconds"
                : null;
            if (!result.IsRetryable || exhausted is not null)
            {
                await GiveUpAsync(schedule, target, new(occurrence, executionId, attempt, result, exhausted), cancellationToken);
                return;
            }

            Log.Retrying(logger, schedule.Arn, attempt, result.ErrorCode!, wait);
            // The wait begins before it is reported.
            var waiting = Task.Delay(wait, time, cancellationToken);
            schedules.Report(schedule, new(occurrence, RunOutcome.Retrying, attempt, result.ErrorCode, result.ErrorMessage));
            await waiting;
        }
    }

    private async Task GiveUpAsync(Schedule schedule, ScheduleTarget target, FailedInvocation failure, CancellationToken cancellationToken)
    {
        var (code, message) = (failure.Result.ErrorCode!, failure.Result.ErrorMessage!);
        var outcome = RunOutcome.Dropped;
        if (target.DeadLetterArn is null)
        {
            metrics.RecordDropped(schedule.Key.Group);
            Log.Dropped(logger, schedule.Arn, failure.Attempts, code, message);
        }
        else
        {
            var sent = await targets.SendToDeadLetterQueueAsync(schedule, target, failure, cancellationToken);
            if (sent.Succeeded)
            {
                outcome = RunOutcome.DeadLettered;
                metrics.RecordDeadLettered(schedule.Key.Group);
                Log.DeadLettered(logger, schedule.Arn, failure.Attempts, code, message, target.DeadLetterArn);
            }
            else
            {
                metrics.RecordDropped(schedule.Key.Group);
                Log.NotDeadLettered(logger, schedule.Arn, code, target.DeadLetterArn, sent.ErrorCode!, sent.ErrorMessage!);
            }
        }

        schedules.Report(schedule, new(failure.ScheduledAt, outcome, failure.Attempts, code, message));
    }

    private async Task<TargetResult> AttemptAsync(
        Schedule schedule, ScheduleTarget target, DateTimeOffset occurrence, string executionId, int attempt, CancellationToken cancellationToken)
    {
        // Nobody's child: what created the schedule is long over.
        Activity.Current = null;
        using var span = LocalAwsTelemetry.Source.StartActivity($"Scheduler {schedule.Key.Name}", ActivityKind.Producer);
        span?.SetTag("aws.scheduler.schedule_arn", schedule.Arn);
        span?.SetTag("aws.scheduler.scheduled_time", ContextAttributes.Text(occurrence));
        span?.SetTag("aws.scheduler.attempt", attempt);
        var result = await InvokeAsync();
        metrics.RecordAttempt(schedule.Key.Group, result.Succeeded);
        if (!result.Succeeded)
        {
            span.SetAwsError(result.ErrorCode!);
        }

        return result;

        async Task<TargetResult> InvokeAsync()
        {
            try
            {
                return await targets.InvokeAsync(schedule, target, occurrence, executionId, attempt, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                supervisor.Report("schedule occurrence", fault);
                return new("AWS.Scheduler.InternalServerError", "LocalAws failed; its log has the reason.", IsRetryable: true);
            }
        }
    }

    // The same offset in the window each time it is computed, and another for each occurrence.
    private static TimeSpan OffsetInWindow(string arn, DateTimeOffset occurrence, TimeSpan window)
    {
        if (window == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{arn} {ContextAttributes.Text(occurrence)}"));
        return TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)window.TotalSeconds);
    }

    private static string NewExecutionId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private static partial class Log
    {
        [LoggerMessage(EventIds.ScheduleAttemptFailed, LogLevel.Warning, "{Schedule}: attempt {Attempt} failed with {Code}; the next one follows in {Wait}.")]
        public static partial void Retrying(ILogger logger, string schedule, int attempt, string code, TimeSpan wait);

        [LoggerMessage(EventIds.ScheduleInvocationLost, LogLevel.Error, "{Schedule}: the invocation failed after {Attempts} attempts with {Code}: {Reason} It has no dead-letter queue.")]
        public static partial void Dropped(ILogger logger, string schedule, int attempts, string code, string reason);

        [LoggerMessage(EventIds.ScheduleInvocationDeadLettered, LogLevel.Error, "{Schedule}: the invocation failed after {Attempts} attempts with {Code}: {Reason} The queue {Queue} has it.")]
        public static partial void DeadLettered(ILogger logger, string schedule, int attempts, string code, string reason, string queue);

        [LoggerMessage(EventIds.ScheduleDeadLetterFailed, LogLevel.Error, "{Schedule}: the invocation failed with {Code}, and so did sending it to {Queue}, with {QueueCode}: {Reason}")]
        public static partial void NotDeadLettered(ILogger logger, string schedule, string code, string queue, string queueCode, string reason);

        [LoggerMessage(EventIds.ScheduleInvocationDropped, LogLevel.Error, "{Schedule}: {Limit} invocations are under way, so this one is dropped.")]
        public static partial void TooMany(ILogger logger, string schedule, int limit);
    }
}
