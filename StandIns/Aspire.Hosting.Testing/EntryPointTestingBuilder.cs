namespace Aspire.Hosting.Testing;

/// <summary>The application that an app host's entry point describes.</summary>
internal sealed class EntryPointTestingBuilder(SuspendingFactory factory, DistributedApplicationBuilder builder) : TestingBuilder(builder)
{
    public override DistributedApplication Build() => BuildAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        new ObservedApplication(factory, await factory.BuildAsync(cancellationToken).ConfigureAwait(false));

    public override ValueTask DisposeAsync() => factory.DisposeAsync();
}
