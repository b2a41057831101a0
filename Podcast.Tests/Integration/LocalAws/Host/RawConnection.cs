using System.Net.Sockets;
using System.Text;

namespace Podcast.Tests.Integration.LocalAws.Host;

/// <summary>A connection that sends exactly the bytes that it is given.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly TcpClient _client;

    private RawConnection(TcpClient client) => _client = client;

    public static async Task<RawConnection> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port, cancellationToken);
        return new(client);
    }

    public async Task SendAsync(string text, CancellationToken cancellationToken) =>
        await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <returns>All that comes until the server closes the connection.</returns>
    public async Task<string> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Bound);
        using var reader = new StreamReader(_client.GetStream(), Encoding.Latin1, leaveOpen: true);
        return await reader.ReadToEndAsync(deadline.Token);
    }

    /// <returns>The head of the next response.</returns>
    public async Task<string> ReadHeadAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Bound);
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await _client.GetStream().ReadAsync(one, deadline.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    public void Dispose() => _client.Dispose();
}
