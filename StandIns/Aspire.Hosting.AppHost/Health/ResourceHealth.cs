using System.Collections.Immutable;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Health;

/// <summary>
/// Runs the health checks of every resource while it runs, and tells when it is ready. A resource that is not healthy yet is asked
/// soon again, so that those who wait for it do not lose time; one that stays unhealthy less and less often, one that is healthy twice a minute.
/// </summary>
internal sealed class ResourceHealth(ResourceNotificationService notifications, HealthCheckService checks, IDistributedApplicationEventing eventing, IServiceProvider services, TimeProvider timeProvider)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_healthy = TimeSpan.FromSeconds(30);

    /// <summary>How long a resource is asked at short intervals.</summary>
    private static readonly TimeSpan s_starting = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken stopping)
    {
        var monitors = new Dictionary<string, CancellationTokenSource>(StringComparer.OrdinalIgnoreCase);
        try
        {
            await foreach (var change in notifications.WatchAsync(stopping).ConfigureAwait(false))
            {
                var name = change.Resource.Name;
                if (change.Snapshot.State?.Text == KnownResourceStates.Running && !monitors.ContainsKey(name))
                {
                    var monitor = CancellationTokenSource.CreateLinkedTokenSource(stopping);
                    monitors.Add(name, monitor);
                    _ = Task.Run(() => MonitorAsync(change.Resource, monitor.Token), CancellationToken.None);
                }
                else if (change.Snapshot.State?.Text != KnownResourceStates.Running && monitors.Remove(name, out var monitor))
                {
                    await monitor.CancelAsync().ConfigureAwait(false);
                    monitor.Dispose();
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application stops, and the monitors with it.
        }
    }

    private async Task MonitorAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            if (!resource.TryGetAnnotationsIncludingAncestorsOfType<HealthCheckAnnotation>(out var annotations))
            {
                await AnnounceReadyAsync(resource, cancellationToken).ConfigureAwait(false);
                return;
            }

            var keys = annotations.Select(annotation => annotation.Key).ToHashSet();
            var start = timeProvider.GetTimestamp();
            var isReady = false;
            var failures = 0;
            while (true)
            {
                var report = await CheckAsync(keys, cancellationToken).ConfigureAwait(false);
                await PublishAsync(resource, report).ConfigureAwait(false);
                failures = report.Status == HealthStatus.Healthy ? 0 : failures + 1;
                if (failures == 0 && !isReady)
                {
                    isReady = true;
                    _ = AnnounceReadyAsync(resource, cancellationToken);
                }

                var delay = failures switch
                {
                    0 => s_healthy,
                    _ when isReady || timeProvider.GetElapsedTime(start) > s_starting => Min(TimeSpan.FromSeconds(failures), s_longest),
                    < 5 => s_first,
                    _ => s_soon,
                };
                await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The resource does not run any more.
        }

        static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
    }

    private async Task<HealthReport> CheckAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        try
        {
            return await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // A check that cannot even be made: every one of them is in doubt.
            var entry = new HealthReportEntry(HealthStatus.Unhealthy, "The health check could not be run.", TimeSpan.Zero, error, data: null);
            return new HealthReport(keys.ToDictionary(key => key, _ => entry), TimeSpan.Zero);
        }
    }

    private Task PublishAsync(IResource resource, HealthReport report)
    {
        var time = timeProvider.GetUtcNow().UtcDateTime;
        ImmutableArray<HealthReportSnapshot> reports =
        [
            .. report.Entries.Select(entry => new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.ToString()) { LastRunAt = time }),
        ];
        return notifications.PublishUpdateAsync(resource, state => state with { HealthReports = reports });
    }

    private async Task AnnounceReadyAsync(IResource resource, CancellationToken cancellationToken)
    {
        var ready = eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken);
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Those who wait for the resource see the error, if there was one.
        await notifications.PublishUpdateAsync(resource, state => state with { ReadyTask = ready }).ConfigureAwait(false);
    }
}
