using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.Removals;

namespace Podcast.Functions.Transcoding;

/// <summary>Records the result of a job in the catalog; repeated and late results have no effect.</summary>
internal sealed partial class TranscodeResults(
    RecordingTable recordings,
    RemovalTable removals,
    Func<IAmazonS3> s3,
    string mediaBucket,
    FunctionMetrics metrics,
    TimeProvider time,
    ILogger<TranscodeResults> logger)
{
    public static TranscodeResults Compose(FunctionServices services, RecordingTable recordings) => new(
        recordings,
        new(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time),
        () => services.Aws.S3,
        services.Environment.MediaBucket,
        services.Metrics,
        services.Time,
        services.Loggers.CreateLogger<TranscodeResults>());

    /// <param name="recording">The recording, with the attempt that the job was.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="durationMilliseconds">The enclosure's duration.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AmazonS3Exception">The audio or its playlist is missing, or S3 is unavailable; the event has to be retried.</exception>
    public async Task CompleteAsync(Recording recording, string jobId, long durationMilliseconds, CancellationToken cancellationToken)
    {
        // The feed states lengths in bytes, so they are read from the objects.
        await CompleteAsync(
            recording,
            new(
                recording.FileName + JobFactory.AudioExtension,
                await ReadLengthAsync(recording.MediaKey + JobFactory.AudioExtension, cancellationToken).ConfigureAwait(false),
                durationMilliseconds / 1000m,
                TranscodedAudio.TranscodedType)
            {
                Playlist = new(
                    recording.FileName + JobFactory.PlaylistExtension,
                    await ReadLengthAsync(recording.MediaKey + JobFactory.PlaylistExtension, cancellationToken).ConfigureAwait(false)),
                Chapters = recording.Chapters,
            },
            jobId,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The audio is in the bucket. What the feed had before can be heard for <see cref="Removal.ReplacedFor"/> longer.</summary>
    public async Task CompleteAsync(Recording recording, TranscodedAudio audio, string? jobId, CancellationToken cancellationToken)
    {
        if (recording.FeedFile is { } former && former != audio.File)
        {
            await removals.PutAsync(Removal.Replace(recording.Show, recording.Episode, former, time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        }

        if (await recordings.TryCompleteAsync(recording, audio, jobId, cancellationToken).ConfigureAwait(false))
        {
            metrics.Record(FunctionMetric.TranscodesCompleted, 1);
            LogReady(recording.Show, recording.Episode, recording.Attempt);
        }
    }

    private async Task<long> ReadLengthAsync(string key, CancellationToken cancellationToken) =>
        (await s3().GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = mediaBucket, Key = key }, cancellationToken).ConfigureAwait(false)).ContentLength;

    /// <summary>Removes the files of a job that belongs to nothing any more.</summary>
    public Task DiscardAsync(RecordingKey key, CancellationToken cancellationToken) =>
        removals.PutAsync(Removal.Discard($"media/{key.Show}/{key.Episode}/{key.Revision}/", time.GetUtcNow()), cancellationToken);

    public async Task FailAsync(Recording recording, int errorCode, string message, CancellationToken cancellationToken)
    {
        var reason = FailedJob.Describe(errorCode, message);
        if (FailedJob.MayRetry(errorCode) && recording.Attempt < FailedJob.MostAttempts)
        {
            if (await recordings.TryPutBackAsync(
                recording, FailedJob.DelayAfter(recording.Attempt), keepsAttempt: false, reason, cancellationToken).ConfigureAwait(false))
            {
                LogRetry(recording.Show, recording.Episode, recording.Attempt, errorCode);
            }

            return;
        }

        await GiveUpAsync(recording, reason, cancellationToken).ConfigureAwait(false);
    }

    public async Task GiveUpAsync(Recording recording, string reason, CancellationToken cancellationToken)
    {
        if (await recordings.TryFailAsync(recording, reason, cancellationToken).ConfigureAwait(false))
        {
            metrics.Record(FunctionMetric.TranscodesFailed, 1);
            LogFailed(recording.Show, recording.Episode, recording.Attempt, reason);
        }
    }

    [LoggerMessage(EventIds.RecordingReady, LogLevel.Information, "{Show}/{Episode} is ready after attempt {Attempt}")]
    private partial void LogReady(string show, string episode, long attempt);

    [LoggerMessage(EventIds.TranscodeRetried, LogLevel.Warning, "{Show}/{Episode}: attempt {Attempt} failed with {ErrorCode} and will be retried")]
    private partial void LogRetry(string show, string episode, long attempt, int errorCode);

    [LoggerMessage(EventIds.RecordingFailed, LogLevel.Warning, "{Show}/{Episode} failed after attempt {Attempt}: {Reason}")]
    private partial void LogFailed(string show, string episode, long attempt, string reason);
}
