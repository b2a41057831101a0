using Microsoft.Extensions.Hosting;

namespace Podcast.AppHost.Hosting;

/// <summary>
/// Background work from before the first resource starts until the application stops. A <see cref="BackgroundService"/> would start too late: Aspire's
/// orchestrator is itself a hosted service, and its start returns only when every resource has been launched, including those that wait for others.
/// </summary>
internal abstract class LifecycleService : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _execution = Task.CompletedTask;

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _execution = Task.Run(() => ExecuteAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public virtual async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _execution.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    /// <summary>The work; returns when <paramref name="stoppingToken"/> is cancelled or there is nothing left to do.</summary>
    protected abstract Task ExecuteAsync(CancellationToken stoppingToken);
}
