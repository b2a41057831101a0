using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The application of an app host's entry point, which starts it itself: to start it is to wait for that.</summary>
internal sealed class ObservedApplication(DistributedApplicationFactory factory, DistributedApplication application) : DistributedApplication(new Host(factory, application))
{
    public override Task StartAsync(CancellationToken cancellationToken = default) => factory.StartAsync(cancellationToken);

    public override async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await application.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The factory owns the application, so to stop or dispose it is the factory's part.</summary>
    private sealed class Host(DistributedApplicationFactory factory, DistributedApplication application) : IHost, IAsyncDisposable
    {
        public IServiceProvider Services => application.Services;

        public Task StartAsync(CancellationToken cancellationToken = default) => factory.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken = default) => factory.DisposeAsync().AsTask().WaitAsync(cancellationToken);

        public void Dispose() => factory.Dispose();

        public ValueTask DisposeAsync() => factory.DisposeAsync();
    }
}
