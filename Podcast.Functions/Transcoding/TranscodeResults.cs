using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Transcoding;

/// <summary>Records the result of a job in the catalog; repeated and late results have no effect.</summary>
internal sealed partial class TranscodeResults(
    RecordingTable recordings, Func<IAmazonS3> s3, string mediaBucket, FunctionMetrics metrics, ILogger<TranscodeResults> logger)
{
    public static TranscodeResults Compose(FunctionServices services, RecordingTable recordings) => new(
        recordings, () => services.Aws.S3, services.Environment.MediaBucket, services.Metrics, services.Loggers.CreateLogger<TranscodeResults>());

    /// <param name="recording">The recording, with the attempt that the job was.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="durationMilliseconds">The enclosure's duration.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="AmazonS3Exception">The audio is missing, or S3 is unavailable; the event has to be retried.</exception>
    public async Task CompleteAsync(Recording recording, string jobId, long durationMilliseconds, CancellationToken cancellationToken)
    {
        // The feed states the length in bytes, so it is read from the object.
        var audio = await s3().GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = mediaBucket, Key = recording.MediaKey + JobFactory.AudioExtension }, cancellationToken).ConfigureAwait(false);
        var isNew = await recordings.TryCompleteAsync(
            recording,
            new(
                recording.FileName + JobFactory.AudioExtension,
                audio.ContentLength,
                durationMilliseconds / 1000m,
                recording.FileName + JobFactory.PlaylistExtension,
                await FindLengthAsync(recording.MediaKey + JobFactory.PlaylistExtension, cancellationToken).ConfigureAwait(false)),
            jobId,
            cancellationToken).ConfigureAwait(false);
        if (isNew)
        {
            metrics.Record(FunctionMetric.TranscodesCompleted, 1, FunctionMetricUnit.Count);
            LogReady(recording.Show, recording.Episode, recording.Attempt);
        }
    }

    // What the feed says of the playlist is a hint; the audio does without it.
    private async Task<long?> FindLengthAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await s3().GetObjectMetadataAsync(
                new GetObjectMetadataRequest { BucketName = mediaBucket, Key = key }, cancellationToken).ConfigureAwait(false)).ContentLength;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

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
            metrics.Record(FunctionMetric.TranscodesFailed, 1, FunctionMetricUnit.Count);
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
