using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Podcast.AppHost.Startup;

namespace Podcast.AppHost.Hosting;

/// <summary>
/// Ends the application and everything it has started when Aspire's orchestrator (DCP) dies. DCP's own precaution is a watching process of 21 MB for each
/// resource; on Linux this object takes their place.
/// </summary>
/// <remarks>DCP ends what it has started when the app host dies, so only the death of both at once leaves processes behind.</remarks>
internal sealed class OrchestratorGuard(
    ResourceNotificationService notifications, StartupOutcome outcome, IHostApplicationLifetime lifetime, TimeProvider time) : LifecycleService
{
    /// <summary>DCP's switch: any value turns its watching processes off.</summary>
    private const string DisableMonitors = "DCP_DISABLE_MONITOR_PROCESS";

    private const string OrchestratorName = "dcp";
    private const string ProcessIdProperty = "executable.pid";

    // An orderly stop waits for the orchestrator, and does not always give up.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, DateTime> _startTimes = [];
    private readonly TaskCompletionSource<Process> _orchestrator = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells DCP, which inherits this process's environment, to start no watching processes where this object can replace them.</summary>
    public static void ReplaceMonitors()
    {
        if (OperatingSystem.IsLinux())
        {
            Environment.SetEnvironmentVariable(DisableMonitors, "true");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (OperatingSystem.IsLinux())
        {
            var loops = new RestartedLoop(time, Console.Error);
            await Task.WhenAll(
                loops.RunAsync("follow the processes of the orchestrator", CollectProcessesAsync, stoppingToken),
                loops.RunAsync("watch the orchestrator", GuardAsync, stoppingToken));
        }
    }

    private async Task GuardAsync(CancellationToken cancellationToken)
    {
        using var orchestrator = await _orchestrator.Task.WaitAsync(cancellationToken);
        await orchestrator.WaitForExitAsync(cancellationToken);
        await Console.Error.WriteLineAsync(
            $"Aspire's orchestrator (dcp, process {orchestrator.Id}) ended unexpectedly. Everything it had started is stopped; start the app host again.");
        foreach (var (id, startTime) in _startTimes)
        {
            Kill(id, startTime);
        }

        outcome.Fail();
        lifetime.StopApplication();
        _ = ExitAfterTimeoutAsync();
    }

    private async Task ExitAfterTimeoutAsync()
    {
        await Task.Delay(StopTimeout, time);
        Environment.Exit(outcome.ExitCode);
    }

    private async Task CollectProcessesAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            var id = change.Snapshot.Properties.FirstOrDefault(property => property.Name == ProcessIdProperty)?.Value;
            if (int.TryParse(Convert.ToString(id, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var processId))
            {
                Add(processId);
            }
        }
    }

    // A process that is debugged is the child of an IDE, which ends it.
    private void Add(int id)
    {
        if (_startTimes.ContainsKey(id))
        {
            return;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            var parent = Process.GetProcessById(ReadParentId(id));
            if (parent.ProcessName == OrchestratorName)
            {
                _startTimes[id] = process.StartTime;
                if (_orchestrator.TrySetResult(parent))
                {
                    return;
                }
            }

            parent.Dispose();
        }
        catch (Exception gone) when (HasEnded(gone))
        {
            // What has ended already needs no guard.
        }
    }

    // The start time tells the process from a later one of the same id.
    private static void Kill(int id, DateTime startTime)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            if (process.StartTime == startTime)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception gone) when (HasEnded(gone))
        {
            // It was faster.
        }
    }

    private static bool HasEnded(Exception failure) => failure is ArgumentException or InvalidOperationException or IOException;

    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the fourth field, after the name in parentheses.
    private static int ReadParentId(int id)
    {
        var status = File.ReadAllText($"/proc/{id}/stat");
        return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
