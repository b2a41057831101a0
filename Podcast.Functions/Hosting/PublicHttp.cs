using System.Net;
using System.Net.Sockets;

namespace Podcast.Functions.Hosting;

/// <summary>
/// Requests to addresses that others name. A connection is made to an address that was checked and to no other, so that a name cannot lead into a private
/// network, whatever it resolves to and when. Redirects are not followed: a caller that follows one connects through this class again.
/// </summary>
internal static class PublicHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <param name="allowPrivate">Whether addresses of this machine and of private networks are taken, too: for tests and for one's own network.</param>
    public static SocketsHttpHandler CreateHandler(bool allowPrivate) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool allowPrivate, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(host.Host, cancellationToken).ConfigureAwait(false);
        IPAddress[] addresses = allowPrivate ? found : [.. found.Where(PublicAddress.IsPublic)];
        if (addresses.Length == 0)
        {
            throw new PrivateAddressException($"{host.Host} has no public address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
