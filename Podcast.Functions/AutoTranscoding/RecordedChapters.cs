using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.AutoTranscoding;

/// <summary>Takes the chapters of an uploaded MP3 over, unless the publisher has sent others.</summary>
internal sealed class RecordedChapters(RecordingTable recordings, MediaFiles files, Func<IAmazonS3> s3, string ingestBucket)
{
    /// <param name="recording">The recording, which has just been uploaded.</param>
    /// <param name="start">Its first bytes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task TakeAsync(Recording recording, byte[] start, CancellationToken cancellationToken)
    {
        var file = Id3Chapters.FindLength(start) is { } length && Id3Chapters.Read(await ReadAsync(recording, length, cancellationToken).ConfigureAwait(false)) is { } chapters
            ? await files.PutOfEpisodeAsync(
                recording.Show, recording.Episode, RecordingTable.RecordedChapters, "json", chapters, "application/json+chapters", cancellationToken).ConfigureAwait(false)
            : null;
        await recordings.TrySetChaptersAsync(recording, file, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadAsync(Recording recording, int length, CancellationToken cancellationToken)
    {
        using var response = await s3().GetObjectAsync(
            new GetObjectRequest { BucketName = ingestBucket, Key = recording.IngestKey, ByteRange = new(0, length - 1) }, cancellationToken).ConfigureAwait(false);
        var tag = new byte[length];
        var read = await response.ResponseStream.ReadAtLeastAsync(tag, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return tag[..read];
    }
}
