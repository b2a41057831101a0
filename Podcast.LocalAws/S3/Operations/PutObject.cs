using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Podcast.LocalAws.Auth;
using Podcast.LocalAws.S3.Checksums;
using Podcast.LocalAws.S3.Storage;
using Podcast.LocalAws.S3.Uploads;

namespace Podcast.LocalAws.S3.Operations;

/// <summary>See https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html.</summary>
internal sealed class PutObject(ObjectStorage storage, TimeProvider timeProvider)
{
    private const int BufferSize = 256 * 1024;

    public async Task HandleAsync(S3Request request, Bucket bucket)
    {
        ObjectHeaders.RefuseUnsupported(request.Headers);
        var headers = ObjectHeaders.Read(request.Headers);
        var metadata = ObjectHeaders.ReadMetadata(request.Headers);
        var expected = ExpectedDigests.Parse(request.Headers);
        var signature = request.Context.Features.GetRequiredFeature<PayloadSignature>();
        if (!PayloadKind.TryParse(signature.Hash, out var payload))
        {
            throw signature.Hash.StartsWith("STREAMING-AWS4-ECDSA", StringComparison.Ordinal)
                ? S3Errors.HeaderNotImplemented($"x-amz-content-sha256: {signature.Hash}")
                : S3Errors.InvalidArgument(
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
                    + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");
        }

        var size = AnnouncedSize(request, payload);
        // Said early, before gigabytes have come; it is asked again when the object is made.
        Preconditions.CheckWrite(request.Headers, bucket.Find(request.Address.Key));

        using var verifier = payload.IsSigned ? new ChunkVerifier(signature.Chunks!) : null;
        var chunked = payload.IsChunked ? new AwsChunkedStream(request.Context.Request.BodyReader, size, verifier, payload.HasTrailer) : null;
        using var writer = storage.BeginWrite(size);
        writer.Add(expected.Algorithm);
        if (payload.Sha256 is not null && expected.Algorithm != ChecksumAlgorithm.Sha256)
        {
            writer.Add(ChecksumAlgorithm.Sha256);
        }

        await CopyAsync(chunked ?? request.Context.Request.Body, writer, request, size);
        var digests = writer.Finish();
        if (payload.Sha256 is not null && payload.Sha256 != Convert.ToHexStringLower(digests.Checksums[ChecksumAlgorithm.Sha256]))
        {
            throw S3Errors.PayloadMismatch();
        }

        expected.Verify(digests, chunked?.Trailer);
        var now = timeProvider.GetUtcNow();
        var stored = writer.Commit(
            bucket,
            new()
            {
                Key = request.Address.Key,
                Size = size,
                ETag = Convert.ToHexStringLower(digests.Md5),
                LastModified = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)),
                Sequence = storage.NextSequence(),
                ChecksumAlgorithm = expected.Algorithm,
                Checksum = Convert.ToBase64String(digests.Checksums[expected.Algorithm]),
                Headers = headers,
                Metadata = metadata,
            },
            present => Preconditions.CheckWrite(request.Headers, present));

        request.Response.Headers.ETag = stored.QuotedETag;
        request.Response.Headers[expected.Algorithm.Header()] = stored.Checksum;
        request.Response.Headers["x-amz-checksum-type"] = "FULL_OBJECT";
        request.Response.Headers["x-amz-server-side-encryption"] = "AES256";
        request.Response.ContentLength = 0;
    }

    private static long AnnouncedSize(S3Request request, PayloadKind payload)
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
            > S3Limits.LargestObject => throw S3Errors.EntityTooLarge(),
            { } announced => announced,
        };
    }

    private static async Task CopyAsync(Stream source, ObjectWriter writer, S3Request request, long size)
    {
        // An upload may pause for longer than the server's minimum rate allows; a client that is gone ends it all the same.
        if (request.Context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(size, 1, BufferSize));
        try
        {
            int count;
            do
            {
                count = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.Aborted);
                if (writer.Length + count > size)
                {
                    throw S3Errors.IncompleteBody();
                }

                await writer.WriteAsync(buffer.AsMemory(0, count), request.Aborted);
            }
            while (count == buffer.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (writer.Length != size)
        {
            throw S3Errors.IncompleteBody();
        }
    }
}
