using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.AppHost.Hosting;
using Podcast.AppHost.LocalAws;

namespace Podcast.AppHost.Alarms;

/// <summary>Keeps what the dashboard shows of the alarms up to date.</summary>
internal sealed class AlarmWatch(
    LocalAwsResource aws, AlarmGroupResource group, IReadOnlyList<AlarmResource> alarms, AlarmsClient client, ResourceNotificationService notifications) : LifecycleService
{
    // Alarms change at whole minutes.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<AlarmResource, AlarmStatus?> _shown = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        new RestartedLoop(TimeProvider.System, Console.Error).RunAsync("show the alarms", WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await notifications.WaitForResourceAsync(
            aws.Project.Resource.Name, change => change.Snapshot.HealthStatus == HealthStatus.Healthy, cancellationToken);
        using var timer = new PeriodicTimer(Interval);
        do
        {
            await ShowAsync(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, AlarmStatus> current;
        IReadOnlyList<string> dashboards;
        try
        {
            current = await client.ListAsync(cancellationToken);
            dashboards = await client.ListDashboardsAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The local AWS is stopped; its own state says so.
            (current, dashboards) = (new Dictionary<string, AlarmStatus>(), []);
        }

        var isChanged = false;
        foreach (var alarm in alarms)
        {
            var status = current.GetValueOrDefault(alarm.LogicalId);
            if (!_shown.TryGetValue(alarm, out var shown) || shown != status)
            {
                _shown[alarm] = status;
                isChanged = true;
                await notifications.PublishUpdateAsync(alarm, snapshot => Describe(snapshot, status));
            }
        }

        if (isChanged)
        {
            await notifications.PublishUpdateAsync(group, snapshot => snapshot with
            {
                State = StateOf([.. current.Values]),
                Urls = [.. dashboards.Select(name => new UrlSnapshot(name, client.DashboardUrl(name), IsInternal: false) { DisplayProperties = new("CloudWatch dashboard") })],
            });
        }
    }

    private CustomResourceSnapshot Describe(CustomResourceSnapshot snapshot, AlarmStatus? status) => snapshot with
    {
        State = status switch
        {
            null => new("Not deployed", KnownResourceStateStyles.Warn),
            { State: AlarmStatus.Ok } => new(AlarmStatus.Ok, KnownResourceStateStyles.Success),
            { State: AlarmStatus.Alarm } => new(AlarmStatus.Alarm, KnownResourceStateStyles.Error),
            _ => new("Insufficient data", KnownResourceStateStyles.Info),
        },
        Urls = status?.Runbook is { } runbook
            ? [new UrlSnapshot("runbook", client.RunbookUrl(runbook), IsInternal: false) { DisplayProperties = new("Runbook") }]
            : ImmutableArray<UrlSnapshot>.Empty,
        Properties =
        [
            .. snapshot.Properties.Where(property => property.Name is not ("alarm.reason" or "alarm.since")),
            new("alarm.reason", status?.Reason ?? "") { DisplayName = "Reason", IsHighlighted = true },
            new("alarm.since", status?.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "") { DisplayName = "Last change", IsHighlighted = true },
        ],
    };

    private static ResourceStateSnapshot StateOf(IReadOnlyList<AlarmStatus> all) => all.Count(alarm => alarm.State == AlarmStatus.Alarm) switch
    {
        > 0 and var ringing => new($"{ringing} in ALARM", KnownResourceStateStyles.Error),
        _ when all.Count == 0 => new("Not deployed", KnownResourceStateStyles.Warn),
        _ => new("None in ALARM", KnownResourceStateStyles.Success),
    };
}
