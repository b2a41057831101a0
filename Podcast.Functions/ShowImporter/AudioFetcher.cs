using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Hosting;
using Podcast.Functions.ShowImports;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.ShowImporter;

/// <summary>
/// Streams an episode's audio from its host into parts of an upload. What has arrived, S3 knows: another invocation goes on behind the last whole part, if
/// the host says that it is still the same file.
/// </summary>
internal sealed class AudioFetcher(ImportHttp http, Func<IAmazonS3> s3, string bucket, ImportTable imports, RecordingTable recordings, TimeProvider time)
{
    /// <summary>What S3 copies in one request: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html.</summary>
    private const long MaxBytes = 5L * 1024 * 1024 * 1024;

    private const int PartSize = 8 * 1024 * 1024;

    /// <summary>Left for the end of an invocation.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(60);

    /// <returns>False when time was over before the end of the file.</returns>
    /// <exception cref="FeedException">The host does not have the file, or it is no audio.</exception>
    public async Task<bool> TryFetchAsync(ImportedEpisode episode, Invocation invocation)
    {
        var cancellationToken = invocation.Deadline;
        var recording = await recordings.FindAsync(episode.Show, episode.Id, cancellationToken).ConfigureAwait(false);
        if (recording is not { Status: RecordingStatus.AwaitingUpload } || recording.Revision != episode.Revision)
        {
            // It was completed before, or the publisher has sent another recording.
            return true;
        }

        var parts = episode.UploadId is null ? null : await FindPartsAsync(recording, episode.UploadId, cancellationToken).ConfigureAwait(false);
        if (parts is null)
        {
            if (episode.UploadId is not null && await ExistsAsync(recording, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            parts = [];
            var begun = await s3().InitiateMultipartUploadAsync(
                new InitiateMultipartUploadRequest { BucketName = bucket, Key = recording.IngestKey }, cancellationToken).ConfigureAwait(false);
            episode = episode with { UploadId = begun.UploadId, Bytes = 0, Validator = null };
            await imports.BeginAsync(episode, cancellationToken).ConfigureAwait(false);
        }

        if (episode.Size is not { } size || parts.Sum(part => part.Size ?? 0) != size)
        {
            var (whole, total) = await StreamAsync(recording, episode, parts, invocation).ConfigureAwait(false);
            if (whole is null)
            {
                return false;
            }

            (parts, size) = (whole, total);
        }

        await CompleteAsync(recording, episode.UploadId!, parts, size, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <returns>All parts and their length; null when time was over before the end.</returns>
    private async Task<(List<PartDetail>? Parts, long Size)> StreamAsync(
        Recording recording, ImportedEpisode episode, List<PartDetail> parts, Invocation invocation)
    {
        var cancellationToken = invocation.Deadline;
        parts = [.. parts.TakeWhile(part => part.Size == PartSize)];
        using var response = await http.GetAsync(episode.Url, parts.Count * (long)PartSize, episode.Validator, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            throw new FeedException("The file on the host has become shorter. Import it again.");
        }

        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != parts.Count * (long)PartSize)
        {
            // All of it comes, because it is another file or the host knows no ranges.
            parts = [];
        }

        var begin = parts.Count * (long)PartSize;
        var expected = response.Content.Headers.ContentLength is { } rest ? begin + rest : (long?)null;
        RequireSize(expected ?? 0);
        await imports.BeginAsync(episode with { Bytes = begin, Size = expected, Validator = ValidatorOf(response) }, cancellationToken).ConfigureAwait(false);

        var buffer = new byte[PartSize];
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (true)
            {
                if (invocation.EndsAt - time.GetUtcNow() < Reserve)
                {
                    return (null, 0);
                }

                var count = await ImportHttp.ReadAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
                if (count > 0)
                {
                    parts.Add(await UploadAsync(recording, episode.UploadId!, parts.Count + 1, buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false));
                    var bytes = parts.Sum(part => part.Size ?? 0);
                    RequireSize(bytes);
                    await imports.SaveProgressAsync(episode, bytes, cancellationToken).ConfigureAwait(false);
                }

                if (count < buffer.Length)
                {
                    break;
                }
            }
        }

        var size = parts.Sum(part => part.Size ?? 0);
        return size == 0 ? throw new FeedException("The file is empty.")
            : expected is not null && size != expected ? throw new FeedException($"The file ended after {size} of {expected} bytes.", mayRetry: true)
            : (parts, size);
    }

    private async Task<PartDetail> UploadAsync(Recording recording, string uploadId, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (number == 1)
        {
            var format = AudioSniffer.FindFormat(content.Span) is { } name ? AudioFormats.FindByName(name) : null;
            if (format is null)
            {
                throw new FeedException($"The file is not audio that can be used: it has to be {AudioSniffer.Known}.");
            }

            await recordings.TryStateTypeAsync(recording, format.ContentType, cancellationToken).ConfigureAwait(false);
        }

        using var body = new MemoryStream(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var array) ? array.Array! : content.ToArray(), 0, content.Length, writable: false);
        var response = await s3().UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = bucket,
                Key = recording.IngestKey,
                UploadId = uploadId,
                PartNumber = number,
                PartSize = content.Length,
                InputStream = body,
            },
            cancellationToken).ConfigureAwait(false);
        return new() { PartNumber = number, ETag = response.ETag, Size = content.Length };
    }

    // The upload's event finds the size in the table, so that it is there first.
    private async Task CompleteAsync(Recording recording, string uploadId, List<PartDetail> parts, long size, CancellationToken cancellationToken)
    {
        await recordings.TryStateSizeAsync(recording, size, cancellationToken).ConfigureAwait(false);
        try
        {
            await s3().CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = recording.IngestKey,
                    UploadId = uploadId,
                    PartETags = [.. parts.Select(part => new PartETag(part.PartNumber ?? 0, part.ETag))],
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception ended) when (ended.StatusCode == HttpStatusCode.NotFound)
        {
            // An attempt before this one completed it.
        }
    }

    /// <returns>The whole parts from the first on, and the last one where the file ends with it; null when S3 knows no such upload any more.</returns>
    private async Task<List<PartDetail>?> FindPartsAsync(Recording recording, string uploadId, CancellationToken cancellationToken)
    {
        var parts = new List<PartDetail>();
        var request = new ListPartsRequest { BucketName = bucket, Key = recording.IngestKey, UploadId = uploadId };
        try
        {
            while (true)
            {
                var page = await s3().ListPartsAsync(request, cancellationToken).ConfigureAwait(false);
                parts.AddRange(page.Parts ?? []);
                if (page.IsTruncated != true)
                {
                    break;
                }

                request.PartNumberMarker = $"{page.NextPartNumberMarker}";
            }
        }
        catch (AmazonS3Exception gone) when (gone.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        var whole = parts.OrderBy(part => part.PartNumber).TakeWhile((part, index) => part.PartNumber == index + 1 && part.Size == PartSize).ToList();
        return parts.Count == whole.Count + 1 && parts.MaxBy(part => part.PartNumber) is { } last && last.PartNumber == whole.Count + 1 ? [.. whole, last] : whole;
    }

    private async Task<bool> ExistsAsync(Recording recording, CancellationToken cancellationToken)
    {
        try
        {
            await s3().GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = bucket, Key = recording.IngestKey }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return false;
        }
    }

    private static void RequireSize(long bytes)
    {
        if (bytes > MaxBytes)
        {
            throw new FeedException($"The file is larger than {MaxBytes} bytes.");
        }
    }

    // A weak tag does not tell one byte from another: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5.
    private static string? ValidatorOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag
        : response.Content.Headers.LastModified is { } modified ? modified.ToString("r", System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
