using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.Scheduler;

/// <summary>Waits for the next occurrence of any schedule and starts what is due.</summary>
internal sealed partial class SchedulerEngine(
    ScheduleRegistry schedules, ScheduleExecutor executor, Supervisor supervisor, TimeProvider time, ILogger<SchedulerEngine> logger) : BackgroundService
{
    // The clock may be set, and a machine may sleep: no wait is longer.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => supervisor.RunAsync("scheduler", StartDueAsync, stoppingToken);

    private async Task StartDueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = schedules.Changed;
            var due = schedules.TakeDue(time.GetUtcNow(), out var nextAt);
            foreach (var (schedule, occurrence) in due)
            {
                Log.Due(logger, schedule.Arn, occurrence);
                executor.Start(schedule, occurrence, cancellationToken);
            }

            await WaitAsync(nextAt, changed, cancellationToken);
        }
    }

    private async Task WaitAsync(DateTimeOffset? nextAt, Task changed, CancellationToken cancellationToken)
    {
        if (nextAt is null)
        {
            await changed.WaitAsync(cancellationToken);
            return;
        }

        var wait = nextAt.Value - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(wait < LongestWait ? wait : LongestWait, time, over.Token);
        // The clock may have moved between reading it and starting the wait.
        if (time.GetUtcNow() < nextAt)
        {
            await Task.WhenAny(changed, delay);
        }

        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ScheduleDue, LogLevel.Debug, "{Schedule} is due: {Occurrence:O}")]
        public static partial void Due(ILogger logger, string schedule, DateTimeOffset occurrence);
    }
}
