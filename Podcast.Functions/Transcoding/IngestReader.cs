using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Podcast.Functions.Transcoding;

/// <summary>Reads uploads in the ingest bucket, whose keys are those of their recordings.</summary>
internal sealed class IngestReader(Func<IAmazonS3> s3, string bucket)
{
    /// <returns>Bytes; null when nothing has been uploaded.</returns>
    public async Task<long?> FindLengthAsync(Recording recording, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = await s3().GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket, Key = recording.IngestKey }, cancellationToken).ConfigureAwait(false);
            return metadata.ContentLength;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    /// <returns>The first bytes, enough for <see cref="AudioSniffer"/>; none when the upload is empty.</returns>
    public Task<byte[]> ReadStartAsync(Recording recording, CancellationToken cancellationToken) =>
        ReadAsync(recording, 0, AudioSniffer.Length, cancellationToken);

    /// <returns>As many bytes as there are from <paramref name="offset"/> on, at most <paramref name="length"/>.</returns>
    public async Task<byte[]> ReadAsync(Recording recording, long offset, int length, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3().GetObjectAsync(
                new GetObjectRequest { BucketName = bucket, Key = recording.IngestKey, ByteRange = new(offset, offset + length - 1) },
                cancellationToken).ConfigureAwait(false);
            var buffer = new byte[length];
            var read = await response.ResponseStream.ReadAtLeastAsync(buffer, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return buffer[..read];
        }
        catch (AmazonS3Exception empty) when (empty.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return [];
        }
    }
}
