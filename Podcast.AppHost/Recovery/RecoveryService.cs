using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Podcast.AppHost.DemoData;
using Podcast.AppHost.Hosting;

namespace Podcast.AppHost.Recovery;

/// <summary>
/// Starts a process again that ended although nobody asked for it: Aspire's orchestrator does that for no resource. What has never been healthy is left to
/// the report of the start.
/// </summary>
internal sealed class RecoveryService(
    IReadOnlyList<IResource> resources,
    StopRequests requests,
    IResource tables,
    DemoDataResource? demo,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ResourceLoggerService loggers,
    TimeProvider time) : LifecycleService
{
    private const string DownSince = "recovery.downSince";
    private const string Restarts = "recovery.restarts";

    // A process that ends before it is seen to run is looked at again.
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loops = new RestartedLoop(time, Console.Error);
        var work = resources.Select(resource => KeepAsync(resource, loops, stoppingToken));
        return Task.WhenAll(demo is null
            ? work
            : work.Append(loops.RunAsync($"watch the tables of '{demo.Name}'", stopping => KeepDemoAsync(demo, stopping), stoppingToken)));
    }

    private async Task KeepAsync(IResource resource, RestartedLoop loops, CancellationToken cancellationToken)
    {
        var backoff = new RestartBackoff(time);
        var restarts = 0;
        await notifications.WaitForResourceAsync(resource.Name, change => change.Snapshot.HealthStatus == HealthStatus.Healthy, cancellationToken);
        await loops.RunAsync($"watch '{resource.Name}'", WatchAsync, cancellationToken);

        async Task WatchAsync(CancellationToken stopping)
        {
            while (true)
            {
                requests.Observe(resource);
                var exit = await notifications.WaitForResourceAsync(resource.Name, HasEnded, stopping);
                if (!requests.Has(resource))
                {
                    await StartAgainAsync(resource, exit, backoff.Next(), ++restarts, stopping);
                }

                await notifications.WaitForResourceAsync(resource.Name, IsRunning, stopping);
                requests.Clear(resource);
            }
        }
    }

    private async Task StartAgainAsync(IResource resource, ResourceEvent exit, TimeSpan delay, int restarts, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(resource);
        var since = time.GetUtcNow();
        logger.LogEnded(resource.Name, exit.Snapshot.ExitCode, delay.TotalSeconds);
        await ShowAsync(resource, restarts, since);
        for (; ; delay = RestartDelayAfterAFailure(delay))
        {
            await Task.Delay(delay, time, cancellationToken);
            // Somebody may have been faster.
            if (await WaitUntilRunningAsync(resource, TimeSpan.Zero, cancellationToken) || requests.Has(resource))
            {
                break;
            }

            var started = await commands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, cancellationToken);
            if (started.Success && await WaitUntilRunningAsync(resource, StartLimit, cancellationToken))
            {
                logger.LogRunning(resource.Name, (time.GetUtcNow() - since).TotalSeconds);
                break;
            }

            logger.LogNotStarted(resource.Name, started.Message ?? "it ended at once");
        }

        await ShowAsync(resource, restarts, since: null);
    }

    private static TimeSpan RestartDelayAfterAFailure(TimeSpan delay) =>
        delay < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : delay * 2 < TimeSpan.FromSeconds(30) ? delay * 2 : TimeSpan.FromSeconds(30);

    private async Task<bool> WaitUntilRunningAsync(IResource resource, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (limit == TimeSpan.Zero)
        {
            return notifications.TryGetCurrentState(resource.Name, out var current) && IsRunning(current);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            await notifications.WaitForResourceAsync(resource.Name, IsRunning, deadline.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // However it was restarted: tables in memory are lost with their process, and the demo data with them.
    private async Task KeepDemoAsync(DemoDataResource demoData, CancellationToken cancellationToken)
    {
        await notifications.WaitForResourceAsync(demoData.Name, KnownResourceStates.TerminalStates, cancellationToken);
        while (true)
        {
            await notifications.WaitForResourceAsync(tables.Name, HasEnded, cancellationToken);
            await notifications.WaitForResourceAsync(tables.Name, IsRunning, cancellationToken);
            loggers.GetLogger(demoData).LogTablesLost();
            await commands.ExecuteCommandAsync(demoData, DemoDataResource.LoadAgainCommand, cancellationToken);
        }
    }

    private Task ShowAsync(IResource resource, int restarts, DateTimeOffset? since) => notifications.PublishUpdateAsync(resource, snapshot => snapshot with
    {
        Properties =
        [
            .. snapshot.Properties.Where(property => property.Name is not (DownSince or Restarts)),
            new(Restarts, restarts.ToString(CultureInfo.InvariantCulture)) { DisplayName = "Started again", IsHighlighted = true },
            .. since is { } moment
                ? [new ResourcePropertySnapshot(DownSince, moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)) { DisplayName = "Down since", IsHighlighted = true }]
                : (IEnumerable<ResourcePropertySnapshot>)[],
        ],
    });

    private static bool HasEnded(ResourceEvent change) => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text);

    private static bool IsRunning(ResourceEvent change) => change.Snapshot.State?.Text == KnownResourceStates.Running;
}
