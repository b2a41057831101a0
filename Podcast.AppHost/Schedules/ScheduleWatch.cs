using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Schedules;

/// <summary>Keeps what the dashboard shows of the schedules up to date.</summary>
internal sealed class ScheduleWatch(
    LocalAwsResource aws, IReadOnlyList<ScheduleResource> schedules, SchedulesClient client, ResourceNotificationService notifications) : LifecycleService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ScheduleResource, ScheduleStatus?> _shown = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new RestartedLoop(TimeProvider.System, Console.Error).RunAsync("show the schedules", WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await notifications.WaitForResourceAsync(
            aws.Project.Resource.Name, change => change.Snapshot.HealthStatus == HealthStatus.Healthy, cancellationToken);

        // The first read waits as well: while everything starts, no schedule exists yet.
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await LookAsync(cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, ScheduleStatus> current;
        try
        {
            current = await client.ListAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The local AWS is stopped; its own state says so.
            current = new Dictionary<string, ScheduleStatus>();
        }

        foreach (var schedule in schedules)
        {
            var status = current.GetValueOrDefault(schedule.LogicalId);
            if (!_shown.TryGetValue(schedule, out var shown) || shown != status)
            {
                _shown[schedule] = status;
                await notifications.PublishUpdateAsync(schedule, snapshot => snapshot with
                {
                    State = StateOf(status),
                    Properties =
                    [
                        .. snapshot.Properties.Where(property => property.Name is not ("schedule.next" or "schedule.last")),
                        new("schedule.next", Text(status?.Next) ?? "none") { DisplayName = "Next time", IsHighlighted = true },
                        new("schedule.last", status?.Last ?? "none yet") { DisplayName = "Last invocation", IsHighlighted = true },
                    ],
                });
            }
        }
    }

    private static ResourceStateSnapshot StateOf(ScheduleStatus? status) => status switch
    {
        null => new("Not deployed", KnownResourceStateStyles.Warn),
        { IsEnabled: false } => new("Disabled", KnownResourceStateStyles.Info),
        { Next: { } next } => new($"Next-{ShortText(next)}", KnownResourceStateStyles.Success),
        _ => new("Finished", KnownResourceStateStyles.Info),
    };

    // The dashboard shows a state as words: a hyphen becomes a space, and only then is the colon kept. It cuts what is longer than some 20 characters; the date is in the details.
    private static string ShortText(DateTimeOffset time) => time.UtcDateTime.ToString(
        time.UtcDateTime.Date == DateTime.UtcNow.Date ? "HH:mm 'UTC'" : "ddd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
