using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// Uploads of recordings in parts, straight into the ingest bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html. S3
/// keeps track of the parts; nothing about them is stored here.
/// </summary>
internal sealed class RecordingUploads(Func<IAmazonS3> s3, string bucket, TimeProvider time)
{
    /// <summary>The largest recording, in bytes.</summary>
    public const long MaxContentLength = 5L * 1024 * 1024 * 1024;

    private const long Mebibyte = 1024 * 1024;
    private const long SmallestPart = 8 * Mebibyte;
    private const int MostParts = 100;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <returns>S3's id of the upload.</returns>
    public async Task<string> BeginAsync(Recording recording, CancellationToken cancellationToken)
    {
        var response = await s3().InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = bucket, Key = recording.IngestKey }, cancellationToken).ConfigureAwait(false);
        return response.UploadId;
    }

    /// <returns>What is missing; null when S3 knows no such upload any more.</returns>
    public async Task<RecordingUploadResponse?> DescribeAsync(Recording recording, CancellationToken cancellationToken)
    {
        var arrived = await FindArrivedAsync(recording, cancellationToken).ConfigureAwait(false);
        return arrived is null ? null : await DescribeAsync(recording, arrived).ConfigureAwait(false);
    }

    /// <summary>An upload of which nothing has arrived yet.</summary>
    public Task<RecordingUploadResponse> DescribeNewAsync(Recording recording) => DescribeAsync(recording, []);

    /// <returns>What is missing, if anything is; null when it is complete now, or was already.</returns>
    public async Task<RecordingUploadResponse?> CompleteAsync(Recording recording, CancellationToken cancellationToken)
    {
        if (await FindArrivedAsync(recording, cancellationToken).ConfigureAwait(false) is not { } arrived)
        {
            return null;
        }

        var description = await DescribeAsync(recording, arrived).ConfigureAwait(false);
        if (description.Parts.Count > 0)
        {
            return description;
        }

        try
        {
            await s3().CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = recording.IngestKey,
                    UploadId = recording.UploadId,
                    PartETags = [.. arrived.Values.OrderBy(part => part.PartNumber).Select(part => new PartETag(part.PartNumber ?? 0, part.ETag))],
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception ended) when (ended.StatusCode == HttpStatusCode.NotFound)
        {
            // The upload ended in the meantime: another request completed or aborted it, or this one did before the SDK repeated it. If the object exists, it was completed.
        }

        return null;
    }

    public Task<bool> ExistsAsync(Recording recording, CancellationToken cancellationToken) =>
        s3().ObjectExistsAsync(bucket, recording.IngestKey, cancellationToken);

    public async Task AbortAsync(Recording recording, CancellationToken cancellationToken)
    {
        try
        {
            await s3().AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = bucket, Key = recording.IngestKey, UploadId = recording.UploadId }, cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            // It has ended.
        }
    }

    private async Task<Dictionary<int, PartDetail>?> FindArrivedAsync(Recording recording, CancellationToken cancellationToken)
    {
        try
        {
            var response = await s3().ListPartsAsync(
                new ListPartsRequest { BucketName = bucket, Key = recording.IngestKey, UploadId = recording.UploadId }, cancellationToken).ConfigureAwait(false);
            return (response.Parts ?? []).ToDictionary(part => part.PartNumber ?? 0);
        }
        catch (AmazonS3Exception gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<RecordingUploadResponse> DescribeAsync(Recording recording, Dictionary<int, PartDetail> arrived)
    {
        var expiresAt = time.GetUtcNow() + Lifetime;
        var partSize = PartSize(recording.Size);
        var missing = new List<RecordingPart>();
        for (var (number, offset) = (1, 0L); offset < recording.Size; number++, offset += partSize)
        {
            var length = Math.Min(partSize, recording.Size - offset);
            if (arrived.GetValueOrDefault(number)?.Size != length)
            {
                missing.Add(new(number, offset, length, await PresignAsync(recording, number, expiresAt).ConfigureAwait(false)));
            }
        }

        return new(recording.Size, partSize, missing, expiresAt, $"/shows/{recording.Show}/episodes/{recording.Episode}/upload/complete");
    }

    private async Task<string> PresignAsync(Recording recording, int part, DateTimeOffset expiresAt)
    {
        var client = s3();
        var request = new GetPreSignedUrlRequest
        {
            BucketName = bucket,
            Key = recording.IngestKey,
            Verb = HttpVerb.PUT,
            Expires = expiresAt.UtcDateTime,
            UploadId = recording.UploadId,
            PartNumber = part,
        };
        if (client.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Protocol = Protocol.HTTP;
        }

        return await client.GetPreSignedURLAsync(request).ConfigureAwait(false);
    }

    // Whole mebibytes, so that the number of parts stays small however large the recording is.
    private static long PartSize(long size)
    {
        var even = (size + MostParts - 1) / MostParts;
        return Math.Max(SmallestPart, (even + Mebibyte - 1) / Mebibyte * Mebibyte);
    }
}
