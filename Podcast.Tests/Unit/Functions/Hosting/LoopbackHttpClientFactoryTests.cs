using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.CloudFrontKeyValueStore;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.Unit.Functions.Hosting;

public sealed class LoopbackHttpClientFactoryTests
{
    [Theory]
    [InlineData("http://localhost:4566", true)]
    [InlineData("http://000000000000.localhost:4566/path", true)]
    [InlineData("http://127.0.0.1:4566", false)]
    [InlineData("https://localhost.example", false)]
    [InlineData("localhost", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsFor_Endpoint_IsLocalhostOnly(string? endpoint, bool expected) =>
        Assert.Equal(expected, LoopbackHttpClientFactory.IsFor(endpoint));

    [Fact]
    public async Task CreateHttpClient_NameBelowLocalhost_ReachesThisMachine()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var responding = RespondOnceAsync(listener, cancellationToken);
        using var client = new LoopbackHttpClientFactory().CreateHttpClient(new AmazonCloudFrontKeyValueStoreConfig());
        var response = await client.GetStringAsync(
            new Uri($"http://000000000000.localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"), cancellationToken);
        Assert.Equal("here", response);
        await responding;
    }

    private static async Task RespondOnceAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var connection = await listener.AcceptTcpClientAsync(cancellationToken);
        var stream = connection.GetStream();
        Assert.NotEqual(0, await stream.ReadAsync(new byte[4096], cancellationToken));
        await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhere"), cancellationToken);
    }
}
