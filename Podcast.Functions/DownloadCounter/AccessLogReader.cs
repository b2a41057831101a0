using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Podcast.Functions.DownloadCounter;

/// <summary>Reads an object of the access log, gzip of lines, a buffer at a time.</summary>
internal static class AccessLogReader
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Longer than any line: CloudFront logs no request whose headers and address are larger than 28 KB together.</summary>
    private const int LongestLine = 128 * 1024;

    /// <summary>The lines of the buffers. A list is good until the next is asked for.</summary>
    /// <exception cref="InvalidDataException">The object is no gzip, or no log.</exception>
    public static async IAsyncEnumerable<AccessLogLines> ReadAsync(Stream compressed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        var reader = PipeReader.Create(gzip, new(bufferSize: BufferSize, minimumReadSize: BufferSize / 4));
        var lines = new AccessLogLines();
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var rest = Split(read.Buffer, read.IsCompleted, lines);
            if (lines.Count > 0)
            {
                yield return lines;
                lines.Clear();
            }

            if (read.IsCompleted)
            {
                break;
            }

            if (rest.Length > LongestLine)
            {
                throw new InvalidDataException($"The object is no access log: it has a line of more than {LongestLine} bytes.");
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }

        await reader.CompleteAsync().ConfigureAwait(false);
    }

    private static ReadOnlySequence<byte> Split(ReadOnlySequence<byte> buffer, bool isLast, AccessLogLines lines)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            Add(line, lines);
        }

        var rest = buffer.Slice(reader.Position);
        if (isLast && rest.Length > 0)
        {
            Add(rest, lines);
        }

        return rest;
    }

    private static void Add(ReadOnlySequence<byte> line, AccessLogLines lines)
    {
        if (line.Length == 0)
        {
            return;
        }

        lines.Count++;
        try
        {
            if (AccessLogLine.Read(line) is { } request)
            {
                lines.Requests.Add(request);
            }
        }
        catch (JsonException)
        {
            lines.Malformed++;
        }
    }
}
