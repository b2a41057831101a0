using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Hosting;
using Podcast.Functions.ShowImports;
using Podcast.Functions.Storage;
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

    /// <returns>
    /// <see cref="ImportState.Fetched"/>, after which the check of the upload ends the episode; <see cref="ImportState.Waiting"/> when time was over before the end of
    /// the file; or how it has ended without it, and why.
    /// </returns>
    /// <exception cref="FeedException">The host does not have the file, or it is no audio.</exception>
    public async Task<(string State, string? Reason)> FetchAsync(ImportedEpisode episode, Invocation invocation)
    {
        var cancellationToken = invocation.Deadline;
        var recording = await recordings.FindAsync(episode.Show, episode.Id, cancellationToken).ConfigureAwait(false);
        if (recording is null)
        {
            return (ImportState.Failed, "It was deleted here.");
        }

        if (recording.Revision != episode.Revision)
        {
            return (ImportState.Present, "Another recording was sent for it.");
        }

        if (recording.Status != RecordingStatus.AwaitingUpload)
        {
            // An attempt before this one completed it.
            return recording.Status == RecordingStatus.Failed ? (ImportState.Failed, recording.Reason) : (ImportState.Done, null);
        }

        var upload = episode.UploadId is { } id ? await FindUploadAsync(recording, id, cancellationToken).ConfigureAwait(false) : null;
        if (upload is null && episode.UploadId is not null && await s3().ObjectExistsAsync(bucket, recording.IngestKey, cancellationToken).ConfigureAwait(false))
        {
            return (ImportState.Fetched, null);
        }

        if (upload is null || upload.Bytes == 0 || upload.Bytes != episode.Size)
        {
            upload = await StreamAsync(recording, episode, upload, invocation).ConfigureAwait(false);
        }

        if (upload is null)
        {
            return (ImportState.Waiting, null);
        }

        await CompleteAsync(recording, upload, cancellationToken).ConfigureAwait(false);
        return (ImportState.Fetched, null);
    }

    /// <returns>The upload with all its parts; null when time was over before the end.</returns>
    private async Task<Upload?> StreamAsync(Recording recording, ImportedEpisode episode, Upload? before, Invocation invocation)
    {
        var cancellationToken = invocation.Deadline;
        PartDetail[] whole = [.. (before?.Parts ?? []).TakeWhile(part => part.Size == PartSize)];
        var begin = whole.Length * (long)PartSize;
        using var response = await http.GetAsync(episode.Url, begin, episode.Validator, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // A host that does not tell the length says now that the file ended with the last part.
            return response.Content.Headers.ContentRange?.Length == begin
                ? new(before!.Id, [.. whole])
                : throw new FeedException("The file on the host has become shorter. Import it again.");
        }

        if (before is null || response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != begin)
        {
            // All of it comes, because it is another file or the host knows no ranges. The bucket's lifecycle removes the upload that is left.
            begin = 0;
            before = before is { Parts.Count: 0 } ? before : new(await BeginAsync(recording, cancellationToken).ConfigureAwait(false), []);
            whole = [];
        }

        var upload = new Upload(before.Id, [.. whole]);
        var expected = response.Content.Headers.ContentLength is { } rest ? begin + rest : (long?)null;
        RequireSize(expected ?? 0);
        await imports.BeginAsync(
            episode with { UploadId = upload.Id, Bytes = begin, Size = expected, Validator = ValidatorOf(response) }, cancellationToken).ConfigureAwait(false);

        using var timeIsOver = new CancellationTokenSource(TimeLeft(invocation), time);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeIsOver.Token);
        try
        {
            await CopyAsync(response, recording, episode, upload, reading.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeIsOver.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        return upload.Bytes == 0 ? throw new FeedException("The file is empty.")
            : expected is not null && upload.Bytes != expected ? throw new FeedException($"The file ended after {upload.Bytes} of {expected} bytes.", mayRetry: true)
            : upload;
    }

    private async Task CopyAsync(
        HttpResponseMessage response, Recording recording, ImportedEpisode episode, Upload upload, CancellationToken cancellationToken)
    {
        var buffer = new byte[PartSize];
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            int count;
            do
            {
                count = await ImportHttp.ReadAsync(stream, buffer, cancellationToken).ConfigureAwait(false);
                if (count > 0)
                {
                    RequireSize(upload.Bytes + count);
                    upload.Parts.Add(await UploadAsync(recording, episode, upload, buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false));
                    await imports.SaveProgressAsync(episode, upload.Bytes, cancellationToken).ConfigureAwait(false);
                }
            }
            while (count == buffer.Length);
        }
    }

    private TimeSpan TimeLeft(Invocation invocation) => invocation.EndsAt is { } end
        ? TimeSpan.FromTicks(Math.Max(0, (end - time.GetUtcNow() - Reserve).Ticks))
        : Timeout.InfiniteTimeSpan;

    private async Task<string> BeginAsync(Recording recording, CancellationToken cancellationToken)
    {
        var begun = await s3().InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = bucket, Key = recording.IngestKey }, cancellationToken).ConfigureAwait(false);
        return begun.UploadId;
    }

    private async Task<PartDetail> UploadAsync(
        Recording recording, ImportedEpisode episode, Upload upload, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (upload.Parts.Count == 0)
        {
            var format = AudioSniffer.FindFormat(content.Span) is { } name ? AudioFormats.FindByName(name) : null;
            if (format is null)
            {
                throw new FeedException($"The file is not audio that can be used: it has to be {AudioSniffer.Known}.");
            }

            await recordings.TryStateTypeAsync(recording, format.ContentType, episode.DurationSeconds, cancellationToken).ConfigureAwait(false);
        }

        var number = upload.Parts.Count + 1;
        using var body = new MemoryStream(content.ToArray(), writable: false);
        var response = await s3().UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = bucket,
                Key = recording.IngestKey,
                UploadId = upload.Id,
                PartNumber = number,
                PartSize = content.Length,
                InputStream = body,
            },
            cancellationToken).ConfigureAwait(false);
        return new() { PartNumber = number, ETag = response.ETag, Size = content.Length };
    }

    // The upload's event finds the size in the table, so that it is there first.
    private async Task CompleteAsync(Recording recording, Upload upload, CancellationToken cancellationToken)
    {
        await recordings.TryStateSizeAsync(recording, upload.Bytes, cancellationToken).ConfigureAwait(false);
        try
        {
            await s3().CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = recording.IngestKey,
                    UploadId = upload.Id,
                    PartETags = [.. upload.Parts.Select(part => new PartETag(part.PartNumber ?? 0, part.ETag))],
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonS3Exception ended) when (ended.StatusCode == HttpStatusCode.NotFound)
        {
            // An attempt before this one may have completed it.
            if (!await s3().ObjectExistsAsync(bucket, recording.IngestKey, cancellationToken).ConfigureAwait(false))
            {
                throw new FeedException("The storage has dropped the upload.", mayRetry: true, ended);
            }
        }
    }

    /// <returns>The whole parts from the first on, and the last one where the file ends with it; null when S3 knows no such upload any more.</returns>
    private async Task<Upload?> FindUploadAsync(Recording recording, string id, CancellationToken cancellationToken)
    {
        var parts = new List<PartDetail>();
        var request = new ListPartsRequest { BucketName = bucket, Key = recording.IngestKey, UploadId = id };
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
        var last = parts.Count == whole.Count + 1 ? parts.Find(part => part.PartNumber == parts.Count) : null;
        return new(id, last is null ? whole : [.. whole, last]);
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

    /// <summary>An upload in parts, with those of one file that S3 has.</summary>
    private sealed record Upload(string Id, List<PartDetail> Parts)
    {
        public long Bytes => Parts.Sum(part => part.Size ?? 0);
    }
}
