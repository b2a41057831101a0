using Podcast.Functions.Hosting;

namespace Podcast.Tests.Unit.Functions.Hosting;

public sealed class FunctionHostTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("publisherapi")]
    [InlineData("Podcast.Functions::Handler")]
    public async Task Run_HandlerUnknown_FailsAtOnce(string? handler) => Assert.Equal(2, await FunctionHost.RunAsync(handler));

    [Fact]
    public void Known_Names_AreTheHandlers() => Assert.Equal(
        "PublisherApi, Webhooks, StreamProcessor, Reconcile, SubscriberCleanup, Entitlements, Feeds, AutoTranscoding, TranscodingEvents, EmptyBucket",
        FunctionHost.Known);

    [Fact]
    public void Environment_VariableMissing_SaysWhich()
    {
        var environment = new FunctionEnvironment(_ => null);
        Assert.Contains("KVS_ARN", Assert.Throws<FunctionConfigurationException>(() => environment.KeyValueStoreArn).Message, StringComparison.Ordinal);
    }
}
