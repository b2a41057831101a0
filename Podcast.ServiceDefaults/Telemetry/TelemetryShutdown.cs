using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Podcast.Telemetry;

/// <summary>
/// Sends the last telemetry of a process within a second. The SDK waits five seconds for each signal, and the collector is often a dashboard that is stopped at
/// the same moment: its port still accepts connections, and nobody reads from them.
/// </summary>
internal sealed class TelemetryShutdown(IServiceProvider services) : IHostedLifecycleService
{
    /// <summary>The time for traces, metrics and logs together.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Runs the steps at the same time and returns when all are done or the limit is over.</summary>
    public static void Run(params ReadOnlySpan<Action> steps)
    {
        var running = new Task[steps.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            // Each blocks its thread; the pool would start a third one only after a while.
            running[i] = Task.Factory.StartNew(steps[i], CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        Task.WaitAll(running, Limit);
    }

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var limit = (int)Limit.TotalMilliseconds;
        Run(
            () => services.GetService<TracerProvider>()?.Shutdown(limit),
            () => services.GetService<MeterProvider>()?.Shutdown(limit),
            () => services.GetService<LoggerProvider>()?.Shutdown(limit));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
