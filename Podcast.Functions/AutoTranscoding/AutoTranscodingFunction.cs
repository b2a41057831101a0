using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.AutoTranscoding;

/// <summary>
/// Submits recordings to MediaConvert: immediately when S3 reports an upload, and on schedule those that were missed or are due for a retry.
/// </summary>
internal sealed partial class AutoTranscodingFunction(
    RecordingTable recordings,
    Submitter submitter,
    TranscodeResults results,
    RecordedChapters chapters,
    Func<IAmazonS3> s3,
    string ingestBucket,
    ILogger<AutoTranscodingFunction> logger) : IFunction<JsonElement, TranscodingReport>
{
    private const int MostDue = 100;

    public string Trigger => "datasource";

    public static AutoTranscodingFunction Compose(FunctionServices services)
    {
        var environment = services.Environment;
        var recordings = new RecordingTable(services.Aws.DynamoDb, environment.CatalogTable, services.Time);
        var results = TranscodeResults.Compose(services, recordings);
        var jobs = new JobFactory(environment.IngestBucket, environment.MediaBucket, environment.MediaConvertRoleArn, environment.MediaConvertQueueArn);
        return new(
            recordings,
            new(recordings, results, () => services.Aws.MediaConvert, jobs, services.Metrics, services.Loggers.CreateLogger<Submitter>()),
            results,
            new(recordings, new(() => services.Aws.S3, environment.MediaBucket), () => services.Aws.S3, environment.IngestBucket),
            () => services.Aws.S3,
            environment.IngestBucket,
            services.Loggers.CreateLogger<AutoTranscodingFunction>());
    }

    public async Task<TranscodingReport> HandleAsync(JsonElement input, Invocation invocation)
    {
        if (ObjectCreated.Read(input) is { } created)
        {
            return created.Bucket == ingestBucket && RecordingKey.Parse(created.Key) is { } key
                ? await TakeAsync(key, created.Size, invocation.Deadline).ConfigureAwait(false)
                : new(0, 0);
        }

        var checkedJobs = await submitter.CheckJobsAsync(MostDue, invocation.Deadline).ConfigureAwait(false);
        return new(await submitter.SubmitDueAsync(MostDue, invocation.Deadline).ConfigureAwait(false), checkedJobs);
    }

    private async Task<TranscodingReport> TakeAsync(RecordingKey key, long size, CancellationToken cancellationToken)
    {
        var recording = await recordings.FindAsync(key.Show, key.Episode, cancellationToken).ConfigureAwait(false);
        if (recording is null || recording.Revision != key.Revision)
        {
            LogStale(key.Show, key.Episode);
            return new(0, 0);
        }

        if (recording.Status == RecordingStatus.AwaitingUpload)
        {
            var start = await ReadStartAsync(recording, cancellationToken).ConfigureAwait(false);
            if (AudioSniffer.FindFormat(start) is not { } format)
            {
                await results.GiveUpAsync(
                    recording, $"The upload is not audio that can be used: it has to be {AudioSniffer.Known}.", cancellationToken).ConfigureAwait(false);
                return new(0, 0);
            }

            await chapters.TakeAsync(recording, start, cancellationToken).ConfigureAwait(false);
            await recordings.TryMarkUploadedAsync(recording, format, size, cancellationToken).ConfigureAwait(false);
            recording = await recordings.FindAsync(key.Show, key.Episode, cancellationToken).ConfigureAwait(false);
        }

        return recording is { Status: RecordingStatus.Uploaded } && recording.Revision == key.Revision
            ? new(await submitter.SubmitAsync(recording, cancellationToken).ConfigureAwait(false) ? 1 : 0, 0)
            : new(0, 0);
    }

    private async Task<byte[]> ReadStartAsync(Recording recording, CancellationToken cancellationToken)
    {
        var buffer = new byte[AudioSniffer.Length];
        try
        {
            using var response = await s3().GetObjectAsync(
                new GetObjectRequest { BucketName = ingestBucket, Key = recording.IngestKey, ByteRange = new(0, AudioSniffer.Length - 1) },
                cancellationToken).ConfigureAwait(false);
            var length = await response.ResponseStream.ReadAtLeastAsync(
                buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return buffer[..length];
        }
        catch (AmazonS3Exception empty) when (empty.StatusCode == System.Net.HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return [];
        }
    }

    [LoggerMessage(EventIds.UploadStale, LogLevel.Information, "{Show}/{Episode}: ignored an upload that is not the episode's latest")]
    private partial void LogStale(string show, string episode);
}
