using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.S3.Uploads;

/// <summary>
/// The data of an aws-chunked body, with each chunk's signature verified before the stream goes on, and the trailer after it.
/// See https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html.
/// </summary>
/// <param name="body">The body as on the wire.</param>
/// <param name="decodedLength">The length of the data, as the client announced it.</param>
/// <param name="signatures">Verifies; <see langword="null"/> when chunks are not signed.</param>
/// <param name="hasTrailer">Whether headers follow the last chunk.</param>
internal sealed class AwsChunkedStream(PipeReader body, long decodedLength, ChunkVerifier? signatures, bool hasTrailer) : Stream
{
    private const int LongestLine = 4 * 1024;

    private readonly Dictionary<string, string> _trailer = new(StringComparer.OrdinalIgnoreCase);
    private long _leftInChunk;
    private long _read;
    private bool _inChunk;
    private bool _lastWasSmall;
    private bool _isAtEnd;

    /// <summary>The headers behind the last chunk; complete once the stream has been read to its end.</summary>
    public IReadOnlyDictionary<string, string> Trailer => _trailer;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    /// <exception cref="AwsException">The framing, a signature, or the length is wrong.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_leftInChunk == 0)
        {
            if (_isAtEnd)
            {
                return 0;
            }

            await NextChunkAsync(cancellationToken);
        }

        var result = await body.ReadAsync(cancellationToken);
        if (result.Buffer.IsEmpty && result.IsCompleted)
        {
            throw S3Errors.IncompleteBody();
        }

        var part = result.Buffer.Slice(0, Math.Min(Math.Min(buffer.Length, _leftInChunk), result.Buffer.Length));
        part.CopyTo(buffer.Span);
        var count = (int)part.Length;
        body.AdvanceTo(part.End);
        signatures?.Append(buffer.Span[..count]);
        _leftInChunk -= count;
        _read += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private async ValueTask NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_inChunk)
        {
            signatures?.EndChunk();
            if (await ReadLineAsync(cancellationToken) is not "")
            {
                throw S3Errors.IncompleteBody();
            }
        }

        var header = await ReadLineAsync(cancellationToken);
        var semicolon = header.IndexOf(';');
        if (!long.TryParse(semicolon < 0 ? header : header[..semicolon], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
            || size < 0 || size > decodedLength - _read)
        {
            throw S3Errors.IncompleteBody();
        }

        if (size > 0 && _lastWasSmall)
        {
            throw S3Errors.InvalidChunkSize();
        }

        signatures?.BeginChunk(SignatureOf(header));
        _lastWasSmall = size < S3Limits.SmallestChunk;
        _leftInChunk = size;
        _inChunk = size > 0;
        if (size == 0)
        {
            signatures?.EndChunk();
            await ReadTrailerAsync(cancellationToken);
            _isAtEnd = true;
            if (_read != decodedLength)
            {
                throw S3Errors.IncompleteBody();
            }
        }
    }

    private async ValueTask ReadTrailerAsync(CancellationToken cancellationToken)
    {
        string? signature = null;
        var signed = new StringBuilder();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':');
            if (!hasTrailer || colon <= 0 || _trailer.Count > 16)
            {
                throw S3Errors.MalformedTrailer();
            }

            var (name, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (name == "x-amz-trailer-signature")
            {
                signature = value;
                continue;
            }

            _trailer[name] = value;
            signed.Append(name).Append(':').Append(value).Append('\n');
        }

        if (hasTrailer)
        {
            signatures?.VerifyTrailer(signed.ToString(), signature ?? throw S3Errors.MalformedTrailer());
        }
    }

    /// <summary>Reads a line without its end. The end of the body stands for an empty line: some clients leave the last one out.</summary>
    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            if (TakeLine(result.Buffer, out var consumed) is { } line)
            {
                body.AdvanceTo(consumed);
                return line;
            }

            if (result.IsCompleted && result.Buffer.IsEmpty && _read == decodedLength)
            {
                body.AdvanceTo(result.Buffer.End);
                return "";
            }

            if (result.IsCompleted || result.Buffer.Length > LongestLine)
            {
                throw S3Errors.IncompleteBody();
            }

            body.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static string? TakeLine(ReadOnlySequence<byte> buffer, out SequencePosition consumed)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n') || line.Length > LongestLine)
        {
            consumed = buffer.Start;
            return null;
        }

        consumed = reader.Position;
        return Encoding.ASCII.GetString(line).TrimEnd('\r');
    }

    private static string SignatureOf(string chunkHeader)
    {
        const string name = "chunk-signature=";
        var start = chunkHeader.IndexOf(name, StringComparison.Ordinal);
        return start < 0 ? "" : chunkHeader[(start + name.Length)..].Trim();
    }
}
