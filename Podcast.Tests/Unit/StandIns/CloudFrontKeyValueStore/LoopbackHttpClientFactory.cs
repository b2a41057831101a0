using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Podcast.Tests.Unit.StandIns.CloudFrontKeyValueStore;

/// <summary>Connects to loopback whatever the host name, because 123456789012.localhost does not resolve everywhere.</summary>
internal sealed class LoopbackHttpClientFactory : HttpClientFactory
{
    // The SDK leaves the timeout of a client that a factory made to the factory.
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler { ConnectCallback = ConnectAsync })
    {
        Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan,
    };

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
