using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Podcast.Benchmarks.StartUp;

namespace Podcast.Benchmarks.Edge;

/// <summary>
/// Sends the same request over and over on some connections, each of which waits for the response before it sends the next. Sockets without a client, so that the
/// load costs little beside the server on the same machine. Processor time is counted, not the clock's: it does not depend on what else the machine does.
/// </summary>
internal static class Load
{
    public const int Connections = 16;

    // This process and all servers, which it started.
    private static readonly ProcessFamily Processes = new(Environment.ProcessId);

    private static readonly byte[] HeaderEnd = "\r\n\r\n"u8.ToArray();

    /// <returns>Responses for a second of processor time, of the load and the servers together.</returns>
    /// <exception cref="InvalidOperationException">A response has another status.</exception>
    public static async Task<double> RunAsync(Uri server, string request, int status, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var bytes = Encoding.Latin1.GetBytes(request);
        var before = Processes.MeasureProcessorTime();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(() => SendAsync(server, bytes, status, started, duration))));
        return counts.Sum() / (Processes.MeasureProcessorTime() - before).TotalSeconds;
    }

    private static async Task<int> SendAsync(Uri server, byte[] request, int status, long started, TimeSpan duration)
    {
        using var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(server.Host, server.Port);
        var stream = connection.GetStream();
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        try
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(started) < duration; count++)
            {
                await stream.WriteAsync(request);
                await ReadResponseAsync(stream, buffer, status);
            }

            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task ReadResponseAsync(NetworkStream stream, byte[] buffer, int status)
    {
        var received = 0;
        int end;
        while ((end = buffer.AsSpan(0, received).IndexOf(HeaderEnd)) < 0)
        {
            received += await ReadAsync(stream, buffer.AsMemory(received));
        }

        var head = Encoding.Latin1.GetString(buffer, 0, end);
        if (!head.StartsWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "), StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The response is not {status}: {head.Split('\r')[0]}");
        }

        var length = head.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var missing = long.Parse(length["Content-Length:".Length..], CultureInfo.InvariantCulture) - (received - end - HeaderEnd.Length);
        while (missing > 0)
        {
            missing -= await ReadAsync(stream, buffer.AsMemory(0, (int)Math.Min(missing, buffer.Length)));
        }
    }

    private static async Task<int> ReadAsync(NetworkStream stream, Memory<byte> buffer) =>
        await stream.ReadAsync(buffer) is > 0 and var count ? count : throw new InvalidOperationException("The server closed the connection.");
}
