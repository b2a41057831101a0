using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Catalog;
using Podcast.Functions.Hosting;
using Podcast.Functions.ShowImports;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.ShowImporter;

/// <summary>
/// Moves shows here: one invocation reads the feed, and one for each episode fetches its audio. A few run at once, and each starts the next; the schedule starts
/// what nobody did.
/// </summary>
internal sealed partial class ShowImporterFunction(
    ImportTable imports,
    FeedImporter feeds,
    AudioFetcher audio,
    FileImporter files,
    ImportStarter starter,
    TimeProvider time,
    ILogger<ShowImporterFunction> logger) : IFunction<JsonElement, ShowImporterResult>
{
    /// <summary>How many episodes of an import are fetched at once; the host is somebody else's.</summary>
    private const int AtOnce = 6;

    /// <summary>Attempts without a part that arrived.</summary>
    private const int MostAttempts = 5;

    /// <summary>How many due items the schedule looks at.</summary>
    private const int MostDue = 100;

    /// <summary>Longer than the function may run.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(16);

    private static readonly TimeSpan S3Timeout = TimeSpan.FromMinutes(2);

    public string Trigger => "datasource";

    public static ShowImporterFunction Compose(FunctionServices services)
    {
        var (dynamoDb, environment, time) = (services.Aws.DynamoDb, services.Environment, services.Time);
        var s3 = new Lazy<Amazon.S3.IAmazonS3>(() => services.Aws.CreateS3(S3Timeout));
        var imports = new ImportTable(dynamoDb, environment.CatalogTable, time);
        var catalog = new CatalogTable(dynamoDb, environment.CatalogTable, time);
        var recordings = new RecordingTable(dynamoDb, environment.CatalogTable, time);
        var http = new ImportHttp(new(PublicHttp.CreateHandler(environment.AllowsPrivateAddresses)) { Timeout = Timeout.InfiniteTimeSpan });
        var files = new FileImporter(
            http,
            new(() => s3.Value, environment.MediaBucket),
            catalog,
            new(dynamoDb, environment.CatalogTable, catalog, new(dynamoDb, environment.CatalogTable, time)),
            time);
        return new(
            imports,
            new(http, () => s3.Value, environment.IngestBucket, files, catalog, recordings, imports, time),
            new(http, () => s3.Value, environment.IngestBucket, imports, recordings, time),
            files,
            new(() => services.Aws.EventBridge, environment.EventBus),
            time,
            services.Loggers.CreateLogger<ShowImporterFunction>());
    }

    public async Task<ShowImporterResult> HandleAsync(JsonElement input, Invocation invocation)
    {
        if (ImportStarter.Read(input) is not var (import, episode))
        {
            return await StartDueAsync(invocation.Deadline).ConfigureAwait(false);
        }

        if (!await imports.TryClaimAsync(import, episode, invocation.RequestId, Lease, invocation.Deadline).ConfigureAwait(false))
        {
            return new(null, 0);
        }

        return episode is null
            ? await ReadAsync(import, invocation).ConfigureAwait(false)
            : await FetchAsync(import, episode, invocation).ConfigureAwait(false);
    }

    private async Task<ShowImporterResult> StartDueAsync(CancellationToken cancellationToken)
    {
        var due = await imports.FindDueAsync(MostDue, cancellationToken).ConfigureAwait(false);
        var started = 0;
        foreach (var (import, _) in due.Where(item => item.Episode is null))
        {
            await starter.StartAsync(import, null, cancellationToken).ConfigureAwait(false);
            started++;
        }

        foreach (var import in due.Where(item => item.Episode is not null).Select(item => item.Import).Distinct(StringComparer.Ordinal))
        {
            started += await StartNextAsync(import, cancellationToken).ConfigureAwait(false);
        }

        return new(null, started);
    }

    private async Task<ShowImporterResult> ReadAsync(string id, Invocation invocation)
    {
        var import = (await imports.FindAsync(id, invocation.Deadline).ConfigureAwait(false))!;
        string? missing;
        try
        {
            RequireAttempt(import.Attempts, import.Reason);
            missing = await feeds.ReadAsync(import, invocation.Deadline).ConfigureAwait(false);
        }
        catch (FeedException fault)
        {
            LogFeedFailed(id, import.Attempts, fault.Message);
            if (MayRetry(fault, import.Attempts))
            {
                await imports.PostponeAsync(id, null, Backoff(import.Attempts), fault.Message, invocation.Deadline).ConfigureAwait(false);
                return new(ImportState.Reading, 0);
            }

            await imports.FailAsync(id, fault.Message, invocation.Deadline).ConfigureAwait(false);
            return new(ImportState.Failed, 0);
        }

        // Those of an attempt before this one count, too.
        var total = (await imports.ListEpisodesAsync(id, invocation.Deadline).ConfigureAwait(false)).Count;
        await imports.FinishReadingAsync(id, total, missing, invocation.Deadline).ConfigureAwait(false);
        LogFeedRead(id, import.Show);
        return new(ImportState.Fetching, await StartNextAsync(id, invocation.Deadline).ConfigureAwait(false));
    }

    private async Task<ShowImporterResult> FetchAsync(string import, string id, Invocation invocation)
    {
        var episode = (await imports.FindEpisodeAsync(import, id, invocation.Deadline).ConfigureAwait(false))!;
        return await FetchAsync(episode, invocation).ConfigureAwait(false) is { } state
            ? new(state, await StartNextAsync(import, invocation.Deadline).ConfigureAwait(false))
            : new(ImportState.Waiting, 1);
    }

    /// <returns>The episode's state; null when time was over and another invocation goes on with it.</returns>
    private async Task<string?> FetchAsync(ImportedEpisode episode, Invocation invocation)
    {
        try
        {
            RequireAttempt(episode.Attempts, episode.Reason);
            var filesMissing = await files.TakeAsync(episode, invocation.Deadline).ConfigureAwait(false);
            var missing = string.Join(' ', new[] { episode.Missing, filesMissing }.OfType<string>()) is { Length: > 0 } text ? text : null;
            var (state, reason) = await audio.FetchAsync(episode, invocation).ConfigureAwait(false);
            switch (state)
            {
                case ImportState.Waiting:
                    // Time was over; the next invocation goes on.
                    await imports.PostponeAsync(episode.Import, episode.Id, TimeSpan.Zero, null, invocation.Deadline).ConfigureAwait(false);
                    await starter.StartAsync(episode.Import, episode.Id, invocation.Deadline).ConfigureAwait(false);
                    return null;
                case ImportState.Fetched:
                    await imports.FinishFetchingAsync(episode, missing, invocation.Deadline).ConfigureAwait(false);
                    LogFetched(episode.Import, episode.Show, episode.Id);
                    return state;
                default:
                    await imports.EndAsync(episode.Import, episode.Id, state, reason ?? missing, invocation.Deadline).ConfigureAwait(false);
                    return state;
            }
        }
        catch (FeedException fault)
        {
            return await FailAsync(episode, fault, invocation.Deadline).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException && TransientFailures.IsTransient(failure))
        {
            return await FailAsync(episode, new("The storage was unavailable.", mayRetry: true, failure), invocation.Deadline).ConfigureAwait(false);
        }
    }

    private async Task<string> FailAsync(ImportedEpisode episode, FeedException fault, CancellationToken cancellationToken)
    {
        // A part that has arrived since it was read sets the attempts back.
        var attempts = (await imports.FindEpisodeAsync(episode.Import, episode.Id, cancellationToken).ConfigureAwait(false))?.Attempts ?? episode.Attempts;
        LogFailed(episode.Import, episode.Show, episode.Id, attempts, fault.Message);
        if (MayRetry(fault, attempts))
        {
            await imports.PostponeAsync(episode.Import, episode.Id, Backoff(attempts), fault.Message, cancellationToken).ConfigureAwait(false);
            return ImportState.Waiting;
        }

        await imports.EndAsync(episode.Import, episode.Id, ImportState.Failed, fault.Message, cancellationToken).ConfigureAwait(false);
        return ImportState.Failed;
    }

    // An invocation that is killed says nothing; its claim has counted it.
    private static void RequireAttempt(long attempts, string? reason)
    {
        if (attempts > MostAttempts)
        {
            throw new FeedException(reason ?? $"It did not come to an end with {MostAttempts} attempts.");
        }
    }

    private static bool MayRetry(FeedException fault, long attempts) => fault.MayRetry && attempts < MostAttempts;

    private static TimeSpan Backoff(long attempts) => TimeSpan.FromMinutes(Math.Max(1, attempts));

    private async Task<int> StartNextAsync(string import, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var episodes = await imports.ListEpisodesAsync(import, cancellationToken).ConfigureAwait(false);
        var running = episodes.Count(episode => episode.State == ImportState.Fetching && episode.WorkAt > now);

        // Those whose claim ran out are due again, too.
        var due = episodes
            .Where(episode => episode.State is ImportState.Waiting or ImportState.Fetching && episode.WorkAt <= now)
            .Take(Math.Max(0, AtOnce - running))
            .ToArray();
        foreach (var episode in due)
        {
            await starter.StartAsync(import, episode.Id, cancellationToken).ConfigureAwait(false);
        }

        return due.Length;
    }

    [LoggerMessage(EventIds.FeedImported, LogLevel.Information, "Import {Import}: the feed of {Show} is read")]
    private partial void LogFeedRead(string import, string show);

    [LoggerMessage(EventIds.FeedNotImported, LogLevel.Warning, "Import {Import}: the feed was not read with attempt {Attempt}: {Reason}")]
    private partial void LogFeedFailed(string import, long attempt, string reason);

    [LoggerMessage(EventIds.EpisodeImported, LogLevel.Information, "Import {Import}: {Show}/{Episode} is here")]
    private partial void LogFetched(string import, string show, string episode);

    [LoggerMessage(EventIds.EpisodeNotImported, LogLevel.Warning, "Import {Import}: {Show}/{Episode} was not fetched with attempt {Attempt}: {Reason}")]
    private partial void LogFailed(string import, string show, string episode, long attempt, string reason);
}
