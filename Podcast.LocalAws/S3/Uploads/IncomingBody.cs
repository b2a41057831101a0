using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3.Uploads;

/// <summary>The body of a request, verified while it is read: its length, its signature, and what the client states about it.</summary>
internal sealed class IncomingBody : IDisposable
{
    private const int BufferSize = 256 * 1024;

    private static readonly ChecksumAlgorithm[] Sha256 = [ChecksumAlgorithm.Sha256];

    private readonly S3Request _request;
    private readonly string? _sha256;
    private readonly ChunkVerifier? _verifier;
    private readonly AwsChunkedStream? _chunked;

    private IncomingBody(S3Request request, PayloadSignature signature, PayloadKind payload, ExpectedDigests expected, long size)
    {
        _request = request;
        _sha256 = payload.Sha256;
        _verifier = payload.IsSigned ? new ChunkVerifier(signature.Chunks!) : null;
        _chunked = payload.IsChunked ? new AwsChunkedStream(request.Context.Request.BodyReader, size, _verifier, payload.HasTrailer) : null;
        Expected = expected;
        Size = size;
    }

    /// <summary>In bytes, without the frames of chunks.</summary>
    public long Size { get; }

    public ExpectedDigests Expected { get; }

    /// <summary>Reads what the headers say about the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="largest">The largest size in bytes.</param>
    /// <param name="isChecksumOfBody">Whether a checksum in the headers is that of the body.</param>
    /// <exception cref="AwsException">They contradict each other, or the body is too large.</exception>
    public static IncomingBody Open(S3Request request, long largest, bool isChecksumOfBody = true)
    {
        var expected = isChecksumOfBody ? ExpectedDigests.Parse(request.Headers) : ExpectedDigests.ParseMd5Only(request.Headers);
        var signature = request.Context.Features.GetRequiredFeature<PayloadSignature>();
        if (!PayloadKind.TryParse(signature.Hash, out var payload))
        {
            throw signature.Hash.StartsWith("STREAMING-AWS4-ECDSA", StringComparison.Ordinal)
                ? S3Errors.HeaderNotImplemented($"x-amz-content-sha256: {signature.Hash}")
                : S3Errors.InvalidArgument(
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");
        }

        return new(request, signature, payload, expected, AnnouncedSize(request, payload, largest));
    }

    /// <summary>Reads the whole body into a file.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="kept">The checksum that is kept, besides what has to be verified.</param>
    /// <exception cref="AwsException">The body is not what was announced, signed or stated, or the disk is full.</exception>
    public Task<ObjectDigests> ReceiveAsync(ObjectWriter writer, ChecksumAlgorithm kept) =>
        ReceiveAsync(writer.WriteAsync, [kept]);

    /// <summary>Reads a small body into memory.</summary>
    /// <exception cref="AwsException">The body is not what was announced, signed or stated.</exception>
    public async Task<MemoryStream> ReadAsync()
    {
        var buffer = new MemoryStream((int)Size);
        await ReceiveAsync(
            (data, digests, _) =>
            {
                digests.Append(data.Span);
                buffer.Write(data.Span);
                return ValueTask.CompletedTask;
            },
            []);
        buffer.Position = 0;
        return buffer;
    }

    public void Dispose()
    {
        _chunked?.Dispose();
        _verifier?.Dispose();
    }

    private static long AnnouncedSize(S3Request request, PayloadKind payload, long largest)
    {
        long? size = request.Context.Request.ContentLength;
        if (payload.IsChunked)
        {
            size = long.TryParse(request.Headers["x-amz-decoded-content-length"], NumberStyles.None, CultureInfo.InvariantCulture, out var decoded)
                ? decoded
                : null;
        }

        return size switch
        {
            null => throw S3Errors.MissingContentLength(),
            { } announced when announced > largest => throw S3Errors.EntityTooLarge(),
            { } announced => announced,
        };
    }

    private async Task<ObjectDigests> ReceiveAsync(
        Func<ReadOnlyMemory<byte>, RunningDigests, CancellationToken, ValueTask> write, IEnumerable<ChecksumAlgorithm> kept)
    {
        // An upload may pause for longer than the server's minimum rate allows; a closed connection still ends it.
        if (_request.Context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        using var digests = new RunningDigests(
            [.. kept, .. Expected.Algorithm is { } stated ? [stated] : Array.Empty<ChecksumAlgorithm>(), .. _sha256 is null ? [] : Sha256]);
        await CopyAsync((data, cancellationToken) => write(data, digests, cancellationToken));
        var result = digests.Finish();
        if (_sha256 is not null && _sha256 != Convert.ToHexStringLower(result.Checksums[ChecksumAlgorithm.Sha256]))
        {
            throw S3Errors.PayloadMismatch();
        }

        Expected.Verify(result, _chunked?.Trailer);
        return result;
    }

    // The next block comes in while the one before it is hashed and written.
    private async Task CopyAsync(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write)
    {
        var source = _chunked ?? _request.Context.Request.Body;
        var size = (int)Math.Clamp(Size, 1, BufferSize);
        var (current, next) = (ArrayPool<byte>.Shared.Rent(size), ArrayPool<byte>.Shared.Rent(size));
        var reading = ReadAsync(source, current);
        try
        {
            var length = 0L;
            int count;
            do
            {
                count = await reading;
                length += count;
                if (length > Size)
                {
                    throw S3Errors.IncompleteBody();
                }

                if (count == current.Length)
                {
                    reading = ReadAsync(source, next);
                }

                await write(current.AsMemory(0, count), _request.Aborted);
                (current, next) = (next, current);
            }
            while (count == next.Length);

            if (length != Size)
            {
                throw S3Errors.IncompleteBody();
            }
        }
        finally
        {
            // Bytes that arrive after a failure go into a buffer that nothing else may use yet.
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private Task<int> ReadAsync(Stream source, byte[] buffer) =>
        source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, _request.Aborted).AsTask();
}
