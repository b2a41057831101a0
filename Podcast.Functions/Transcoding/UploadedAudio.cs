using Amazon.S3;
using Amazon.S3.Model;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Transcoding;

/// <summary>
/// Audio that a publisher has encoded: it is uploaded beside the recordings, checked, and copied to where subscribers hear it. No feed has it before.
/// </summary>
internal sealed class UploadedAudio(
    TranscodeResults results, IngestReader ingest, RecordedChapters chapters, Func<IAmazonS3> s3, string ingestBucket, string mediaBucket)
{
    /// <summary>Where the first frame's Xing header is, at the latest.</summary>
    private const int FrameLength = 512;

    /// <param name="services">What the function is composed from.</param>
    /// <param name="results">Where the outcome is written down.</param>
    /// <param name="copyTimeout">How long one attempt to copy may take.</param>
    public static UploadedAudio Compose(FunctionServices services, TranscodeResults results, TimeSpan copyTimeout)
    {
        var s3 = new Lazy<IAmazonS3>(() => services.Aws.CreateS3(copyTimeout));
        var environment = services.Environment;
        var ingest = new IngestReader(() => services.Aws.S3, environment.IngestBucket);
        var files = new MediaFiles(() => services.Aws.S3, environment.MediaBucket);
        return new(results, ingest, new(ingest, files), () => s3.Value, environment.IngestBucket, environment.MediaBucket);
    }

    /// <summary>Checks an upload. May be repeated: the outcome is written down once.</summary>
    /// <returns>False when nothing has been uploaded.</returns>
    public async Task<bool> TakeAsync(Recording recording, CancellationToken cancellationToken)
    {
        if (await ingest.FindLengthAsync(recording, cancellationToken).ConfigureAwait(false) is not { } length)
        {
            return false;
        }

        var format = AudioFormats.Find(recording.StatedType!)!;
        var start = await ingest.ReadStartAsync(recording, cancellationToken).ConfigureAwait(false);
        if (await FindFaultAsync(recording, format, start, length, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            await results.GiveUpAsync(recording, fault, cancellationToken).ConfigureAwait(false);
            return true;
        }

        var file = recording.FileName + format.Extension;
        await s3().CopyObjectAsync(
            new CopyObjectRequest
            {
                SourceBucket = ingestBucket,
                SourceKey = recording.IngestKey,
                DestinationBucket = mediaBucket,
                DestinationKey = recording.MediaKey + format.Extension,
                ContentType = format.ContentType,
                MetadataDirective = S3MetadataDirective.REPLACE,
            },
            cancellationToken).ConfigureAwait(false);
        await results.CompleteAsync(
            recording,
            new(file, length, recording.StatedSeconds, format.ContentType)
            {
                Chapters = await chapters.StoreAsync(recording, start, cancellationToken).ConfigureAwait(false),
            },
            null,
            cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<string?> FindFaultAsync(
        Recording recording, AudioFormat format, byte[] start, long length, CancellationToken cancellationToken)
    {
        if (length != recording.Size)
        {
            return $"The upload has {length} bytes, and {recording.Size} were announced.";
        }

        if (!format.Begins(start))
        {
            return $"The upload is not {format.ContentType}: it does not begin like it.";
        }

        if (format.ContentType != AudioFormats.Mp3)
        {
            return null;
        }

        var tag = Mp3Header.TagLength(start);
        if (tag >= length)
        {
            return $"The upload ends too early: its ID3 tag alone has {tag} bytes, and {length} are there.";
        }

        var frame = tag == 0 ? start : await ingest.ReadAsync(recording, tag, FrameLength, cancellationToken).ConfigureAwait(false);
        return Mp3Header.PromisedLength(frame) is { } promised && promised > length - tag
            ? $"The upload ends too early: its Xing header promises {promised} bytes of audio, and {length - tag} are there."
            : null;
    }
}
