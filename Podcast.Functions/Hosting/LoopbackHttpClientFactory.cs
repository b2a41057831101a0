using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Podcast.Functions.Hosting;

/// <summary>
/// Connects to the loopback interface for any host name. The SDK prefixes the host of a key-value store's endpoint with the account id, also of a custom
/// one, and <c>000000000000.localhost</c> does not resolve on every system.
/// </summary>
internal sealed class LoopbackHttpClientFactory : HttpClientFactory
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>True for <c>localhost</c> and names below it, which never leave the machine: https://www.rfc-editor.org/rfc/rfc6761#section-6.3.</summary>
    public static bool IsFor(string? endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
        && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc />
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            ConnectTimeout = ConnectTimeout,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        })
        {
            // The SDK sets the timeout only of clients that it creates itself.
            Timeout = clientConfig.Timeout ?? DefaultTimeout,
        };

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
