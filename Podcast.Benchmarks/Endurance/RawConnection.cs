using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Podcast.Benchmarks.Endurance;

/// <summary>Sends requests as they are, which no HTTP client would, and reads the responses.</summary>
internal sealed class RawConnection(Uri server) : IDisposable
{
    private const int LargestKeptBody = 64 * 1024;

    private static readonly byte[] HeaderEnd = "\r\n\r\n"u8.ToArray();

    private readonly byte[] _buffer = new byte[64 * 1024];
    private TcpClient? _client;
    private int _received;

    /// <param name="request">The request.</param>
    /// <param name="isHead">Whether its response has no body.</param>
    /// <param name="isLast">Whether nothing follows: a request that promises more than it has ends all the same.</param>
    /// <param name="timeout">How long the response may take.</param>
    /// <returns>The response; <see langword="null"/> when the server closed the connection without one.</returns>
    /// <exception cref="OperationCanceledException">There was no response in time.</exception>
    public async Task<RawResponse?> SendAsync(ReadOnlyMemory<byte> request, bool isHead, bool isLast, TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        var isReused = _client is not null;
        try
        {
            var stream = await ConnectAsync(deadline.Token);
            await stream.WriteAsync(request, deadline.Token);
            if (isLast)
            {
                _client!.Client.Shutdown(SocketShutdown.Send);
            }

            var response = await ReadAsync(stream, isHead, deadline.Token);
            if (response is null || isLast || response.Closes)
            {
                Close();
            }

            // The server may have closed an idle connection just before.
            return response is null && isReused ? await SendAsync(request, isHead, isLast, timeout) : response;
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            Close();
            return isReused ? await SendAsync(request, isHead, isLast, timeout) : null;
        }
        catch
        {
            Close();
            throw;
        }
    }

    public void Dispose() => Close();

    private void Close()
    {
        _client?.Dispose();
        _client = null;
        _received = 0;
    }

    private async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_client is null)
        {
            _client = new TcpClient { NoDelay = true };
            await _client.ConnectAsync(server.Host, server.Port, cancellationToken);
        }

        return _client.GetStream();
    }

    private async Task<RawResponse?> ReadAsync(NetworkStream stream, bool isHead, CancellationToken cancellationToken)
    {
        while (true)
        {
            int end;
            while ((end = _buffer.AsSpan(0, _received).IndexOf(HeaderEnd)) < 0)
            {
                if (_received == _buffer.Length || !await FillAsync(stream, cancellationToken))
                {
                    return null;
                }
            }

            var head = Encoding.Latin1.GetString(_buffer, 0, end);
            Consume(end + HeaderEnd.Length);
            var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
            if (status >= 200)
            {
                var (body, isWhole) = isHead || status is 204 or 304 ? ([], true) : await ReadBodyAsync(stream, head, cancellationToken);
                return new(status, head, Encoding.Latin1.GetString([.. body]), !isWhole || Field(head, "Connection") is "close");
            }
        }
    }

    private async Task<(List<byte> Body, bool IsWhole)> ReadBodyAsync(NetworkStream stream, string head, CancellationToken cancellationToken)
    {
        var body = new List<byte>();
        if (Field(head, "Content-Length") is { } length)
        {
            return (body, await TakeAsync(stream, long.Parse(length, CultureInfo.InvariantCulture), body, cancellationToken));
        }

        if (Field(head, "Transfer-Encoding") is null)
        {
            await TakeAsync(stream, long.MaxValue, body, cancellationToken);
            return (body, false);
        }

        while (await ReadLineAsync(stream, cancellationToken) is { } line)
        {
            var size = long.Parse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (!await TakeAsync(stream, size, body, cancellationToken) || await ReadLineAsync(stream, cancellationToken) is null)
            {
                break;
            }

            if (size == 0)
            {
                return (body, true);
            }
        }

        return (body, false);
    }

    private async Task<string?> ReadLineAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        int end;
        while ((end = _buffer.AsSpan(0, _received).IndexOf("\r\n"u8)) < 0)
        {
            if (_received == _buffer.Length || !await FillAsync(stream, cancellationToken))
            {
                return null;
            }
        }

        var line = Encoding.Latin1.GetString(_buffer, 0, end);
        Consume(end + 2);
        return line;
    }

    private async Task<bool> TakeAsync(NetworkStream stream, long count, List<byte> kept, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_received == 0 && !await FillAsync(stream, cancellationToken))
            {
                return false;
            }

            var taken = (int)Math.Min(count, _received);
            kept.AddRange(_buffer.AsSpan(0, Math.Min(taken, Math.Max(0, LargestKeptBody - kept.Count))));
            Consume(taken);
            count -= taken;
        }

        return true;
    }

    private async Task<bool> FillAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var count = await stream.ReadAsync(_buffer.AsMemory(_received), cancellationToken);
        _received += count;
        return count > 0;
    }

    private void Consume(int count)
    {
        _buffer.AsSpan(count, _received - count).CopyTo(_buffer);
        _received -= count;
    }

    private static string? Field(string head, string name) => RawResponse.Find(head, name);
}
