using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Holds the entry point before it builds, so that the test can change the description.</summary>
internal sealed class SuspendingFactory(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    : DistributedApplicationFactory(entryPoint, args)
{
    private readonly SemaphoreSlim _mayBuild = new(0);

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.Release();
        return WaitForApplicationAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        _mayBuild.Release();
        return base.DisposeAsync();
    }

    protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions) =>
        configureBuilder(applicationOptions, hostOptions);

    protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder) => _mayBuild.Wait();
}
