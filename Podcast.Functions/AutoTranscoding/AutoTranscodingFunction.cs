using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.ShowImports;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.AutoTranscoding;

/// <summary>
/// Submits recordings to MediaConvert: immediately when S3 reports an upload, and on schedule those that were missed or are due for a retry.
/// </summary>
internal sealed partial class AutoTranscodingFunction(
    RecordingTable recordings,
    Submitter submitter,
    TranscodeResults results,
    UploadedAudio audio,
    IngestReader ingest,
    RecordedChapters chapters,
    ImportTable imports,
    string ingestBucket,
    ILogger<AutoTranscodingFunction> logger) : IFunction<JsonElement, TranscodingReport>
{
    private const int MostDue = 100;

    /// <summary>S3 copies about 100 MB a second, and takes 5 GB in one request.</summary>
    private static readonly TimeSpan CopyTimeout = TimeSpan.FromMinutes(4);

    public string Trigger => "datasource";

    public static AutoTranscodingFunction Compose(FunctionServices services)
    {
        var environment = services.Environment;
        var recordings = new RecordingTable(services.Aws.DynamoDb, environment.CatalogTable, services.Time);
        var ingest = new IngestReader(() => services.Aws.S3, environment.IngestBucket);
        var results = TranscodeResults.Compose(services, recordings);
        return new(
            recordings,
            Submitter.Compose(services, recordings, results),
            results,
            UploadedAudio.Compose(services, results, CopyTimeout),
            ingest,
            new(ingest, new(() => services.Aws.S3, environment.MediaBucket)),
            new(services.Aws.DynamoDb, environment.CatalogTable, services.Time),
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

        if (recording is { Status: RecordingStatus.AwaitingUpload, StatedType: not null })
        {
            await audio.TakeAsync(recording, cancellationToken).ConfigureAwait(false);
        }

        if (recording is { Import: { } import })
        {
            await TellImportAsync(import, key, cancellationToken).ConfigureAwait(false);
        }

        if (recording is { StatedType: not null })
        {
            return new(0, 0);
        }

        if (recording.Status == RecordingStatus.AwaitingUpload)
        {
            var start = await ingest.ReadStartAsync(recording, cancellationToken).ConfigureAwait(false);
            if (AudioSniffer.FindFormat(start) is not { } format)
            {
                await results.GiveUpAsync(
                    recording, $"The upload is not audio that can be used: it has to be {AudioSniffer.Known}.", cancellationToken).ConfigureAwait(false);
                return new(0, 0);
            }

            var found = await chapters.StoreAsync(recording, start, cancellationToken).ConfigureAwait(false);
            await recordings.TryMarkUploadedAsync(recording, format, size, found, cancellationToken).ConfigureAwait(false);
            recording = await recordings.FindAsync(key.Show, key.Episode, cancellationToken).ConfigureAwait(false);
        }

        return recording is { Status: RecordingStatus.Uploaded } && recording.Revision == key.Revision
            ? new(await submitter.SubmitAsync(recording, cancellationToken).ConfigureAwait(false) ? 1 : 0, 0)
            : new(0, 0);
    }

    // An event that is repeated finds what the first one has left, so that an import counts every episode.
    private async Task TellImportAsync(string import, RecordingKey key, CancellationToken cancellationToken)
    {
        if (await recordings.FindAsync(key.Show, key.Episode, cancellationToken).ConfigureAwait(false) is { } recording && recording.Revision == key.Revision
            && recording.Status is RecordingStatus.Ready or RecordingStatus.Failed)
        {
            var state = recording.Status == RecordingStatus.Ready ? ImportState.Done : ImportState.Failed;
            await imports.EndAsync(import, key.Episode, state, recording.Reason, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(EventIds.UploadStale, LogLevel.Information, "{Show}/{Episode}: ignored an upload that is not the episode's latest")]
    private partial void LogStale(string show, string episode);
}
