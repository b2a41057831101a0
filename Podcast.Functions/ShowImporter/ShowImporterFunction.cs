using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Catalog;
using Podcast.Functions.Hosting;
using Podcast.Functions.ShowImports;

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
    /// <summary>How many episodes are fetched at once; the host is somebody else's.</summary>
    private const int AtOnce = 6;

    /// <summary>Attempts without a part that arrived.</summary>
    private const int MostAttempts = 5;

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
        var http = new ImportHttp(new(PublicHttp.CreateHandler(environment.AllowsPrivateAddresses)) { Timeout = Timeout.InfiniteTimeSpan });
        var files = new FileImporter(
            http,
            new(() => s3.Value, environment.MediaBucket),
            catalog,
            new(dynamoDb, environment.CatalogTable, catalog, new(dynamoDb, environment.CatalogTable, time)),
            time);
        return new(
            imports,
            new(http, () => s3.Value, environment.IngestBucket, files, catalog, imports, time),
            new(http, () => s3.Value, environment.IngestBucket, imports, new(dynamoDb, environment.CatalogTable, time), time),
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
        var due = await imports.FindDueAsync(AtOnce, cancellationToken).ConfigureAwait(false);
        foreach (var (import, episode) in due)
        {
            await starter.StartAsync(import, episode, cancellationToken).ConfigureAwait(false);
        }

        return new(null, due.Count);
    }

    private async Task<ShowImporterResult> ReadAsync(string id, Invocation invocation)
    {
        var import = (await imports.FindAsync(id, invocation.Deadline).ConfigureAwait(false))!;
        string? missing;
        try
        {
            missing = await feeds.ReadAsync(import, invocation.Deadline).ConfigureAwait(false);
        }
        catch (FeedException fault)
        {
            LogFeedFailed(id, fault.Message);
            await imports.FinishAsync(id, null, ImportState.Failed, fault.Message, invocation.Deadline).ConfigureAwait(false);
            return new(ImportState.Failed, 0);
        }

        await imports.FinishAsync(id, null, ImportState.Fetching, missing, invocation.Deadline).ConfigureAwait(false);
        var started = await StartNextAsync(id, AtOnce, invocation.Deadline).ConfigureAwait(false);
        LogFeedRead(id, import.Show);
        return new(ImportState.Fetching, started);
    }

    private async Task<ShowImporterResult> FetchAsync(string import, string id, Invocation invocation)
    {
        var episode = (await imports.FindEpisodeAsync(import, id, invocation.Deadline).ConfigureAwait(false))!;
        return await FetchAsync(episode, invocation).ConfigureAwait(false) is { } state
            ? new(state, await StartNextAsync(import, 1, invocation.Deadline).ConfigureAwait(false))
            : new(ImportState.Waiting, 1);
    }

    /// <returns>The episode's state; null when time was over and another invocation goes on with it.</returns>
    private async Task<string?> FetchAsync(ImportedEpisode episode, Invocation invocation)
    {
        try
        {
            var missing = await files.TakeAsync(episode, invocation.Deadline).ConfigureAwait(false);
            if (!await audio.TryFetchAsync(episode, invocation).ConfigureAwait(false))
            {
                // Time was over; the next invocation goes on.
                await imports.PostponeAsync(episode with { Attempts = 0 }, TimeSpan.Zero, null, invocation.Deadline).ConfigureAwait(false);
                await starter.StartAsync(episode.Import, episode.Id, invocation.Deadline).ConfigureAwait(false);
                return null;
            }

            await imports.FinishAsync(episode.Import, episode.Id, ImportState.Fetched, missing, invocation.Deadline).ConfigureAwait(false);
            LogFetched(episode.Import, episode.Show, episode.Id);
            return ImportState.Fetched;
        }
        catch (FeedException fault)
        {
            return await FailAsync(episode, fault.Message, fault.MayRetry, invocation.Deadline).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException && TransientFailures.IsTransient(failure))
        {
            return await FailAsync(episode, "The storage was unavailable.", mayRetry: true, invocation.Deadline).ConfigureAwait(false);
        }
    }

    private async Task<string> FailAsync(ImportedEpisode episode, string reason, bool mayRetry, CancellationToken cancellationToken)
    {
        // What has arrived since it was read counts from the beginning.
        var latest = await imports.FindEpisodeAsync(episode.Import, episode.Id, cancellationToken).ConfigureAwait(false) ?? episode;
        var attempts = latest.Attempts + 1;
        LogFailed(episode.Import, episode.Show, episode.Id, attempts, reason);
        if (mayRetry && attempts < MostAttempts)
        {
            await imports.PostponeAsync(latest with { Attempts = attempts }, TimeSpan.FromMinutes(attempts), reason, cancellationToken).ConfigureAwait(false);
            return ImportState.Waiting;
        }

        await imports.FinishAsync(episode.Import, episode.Id, ImportState.Failed, reason, cancellationToken).ConfigureAwait(false);
        return ImportState.Failed;
    }

    private async Task<int> StartNextAsync(string import, int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var waiting = (await imports.ListEpisodesAsync(import, cancellationToken).ConfigureAwait(false))
            .Where(episode => episode.State == ImportState.Waiting && episode.WorkAt <= now).Take(AtOnce).ToArray();

        // Several end at once, and each starts another one.
#pragma warning disable CA5394 // It need not be unpredictable.
        Random.Shared.Shuffle(waiting);
#pragma warning restore CA5394
        var next = waiting.Take(most).ToArray();
        foreach (var episode in next)
        {
            await starter.StartAsync(import, episode.Id, cancellationToken).ConfigureAwait(false);
        }

        return next.Length;
    }

    [LoggerMessage(EventIds.FeedImported, LogLevel.Information, "Import {Import}: the feed of {Show} is read")]
    private partial void LogFeedRead(string import, string show);

    [LoggerMessage(EventIds.FeedNotImported, LogLevel.Warning, "Import {Import} has failed: {Reason}")]
    private partial void LogFeedFailed(string import, string reason);

    [LoggerMessage(EventIds.EpisodeImported, LogLevel.Information, "Import {Import}: {Show}/{Episode} is here")]
    private partial void LogFetched(string import, string show, string episode);

    [LoggerMessage(EventIds.EpisodeNotImported, LogLevel.Warning, "Import {Import}: {Show}/{Episode} was not fetched with attempt {Attempt}: {Reason}")]
    private partial void LogFailed(string import, string show, string episode, long attempt, string reason);
}
