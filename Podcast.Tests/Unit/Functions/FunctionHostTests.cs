using Podcast.Functions;

namespace Podcast.Tests.Unit.Functions;

public sealed class FunctionHostTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("PublisherApi,Feeds")]
    [InlineData("publisherapi")]
    [InlineData("Podcast.Functions::Handler")]
    public async Task RunAsync_HandlerUnknown_ReturnsTwo(string? handler) => Assert.Equal(2, await FunctionHost.RunAsync(handler));
}
