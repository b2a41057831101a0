using System.Text.Json;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Hosting;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.TranscodingEvents;

/// <summary>
/// Records the results of jobs in the catalog, and submits what waited for their places. Events arrive at least once and in any order, so each write is conditional on recording and attempt.
/// </summary>
internal sealed partial class TranscodingEventsFunction(
    RecordingTable recordings, TranscodeResults results, Submitter submitter, ILogger<TranscodingEventsFunction> logger) : IFunction<JsonElement, TranscodingOutcome>
{
    private static readonly TimeSpan CheckJobAfter = TimeSpan.FromMinutes(30);

    public string Trigger => "datasource";

    public static TranscodingEventsFunction Compose(FunctionServices services)
    {
        var recordings = new RecordingTable(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time);
        var results = TranscodeResults.Compose(services, recordings);
        return new(recordings, results, Submitter.Compose(services, recordings, results), services.Loggers.CreateLogger<TranscodingEventsFunction>());
    }

    public async Task<TranscodingOutcome> HandleAsync(JsonElement input, Invocation invocation)
    {
        if (JobStateChange.Read(input) is { } change && RecordingMetadata.Read(change.UserMetadata) is var (key, attempt))
        {
            await ApplyAsync(change, key, attempt, invocation.Deadline).ConfigureAwait(false);
            return new(change.JobId);
        }

        return new(null);
    }

    private async Task ApplyAsync(JobStateChange change, RecordingKey key, long attempt, CancellationToken cancellationToken)
    {
        if (await recordings.FindAsync(key.Show, key.Episode, cancellationToken).ConfigureAwait(false) is not { } latest || latest.Revision != key.Revision)
        {
            // The publisher has sent another recording in the meantime.
            LogStale(change.JobId, key.Show, key.Episode);
            await results.DiscardAsync(key, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Each write is conditional on the job's attempt, not on the one just read.
        var recording = latest with { Attempt = attempt };
        switch (change.Status)
        {
            case "PROGRESSING":
                await recordings.TryRecordJobAsync(recording, change.JobId, CheckJobAfter, cancellationToken).ConfigureAwait(false);
                break;
            case "COMPLETE" when change.Outputs.FirstOrDefault(output => output.Path.EndsWith(JobFactory.AudioExtension, StringComparison.Ordinal)) is { Path: not null } audio:
                await results.CompleteAsync(recording, change.JobId, audio.DurationMilliseconds, cancellationToken).ConfigureAwait(false);
                break;
            case "COMPLETE":
                await results.FailAsync(recording, 1999, "The transcoder produced no MP3 file.", cancellationToken).ConfigureAwait(false);
                break;
            case "ERROR":
                await results.FailAsync(recording, change.ErrorCode, change.ErrorMessage, cancellationToken).ConfigureAwait(false);
                break;
            case "CANCELED":
                await results.GiveUpAsync(recording, "The transcode was cancelled.", cancellationToken).ConfigureAwait(false);
                break;
        }

        if (change.Status is "COMPLETE" or "ERROR" or "CANCELED")
        {
            await submitter.SubmitDueAsync(Submitter.MostRunning, cancellationToken, recording).ConfigureAwait(false);
        }
    }

    [LoggerMessage(EventIds.JobStale, LogLevel.Information, "The job {JobId} belongs to an earlier recording of {Show}/{Episode}")]
    private partial void LogStale(string jobId, string show, string episode);
}
