using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.ShowImports;

/// <summary>
/// Imports in the Catalog table. A worker claims an item before it works on it; a claim that runs out is anybody's, and the same invocation, tried again
/// by Lambda, has its own claim still.
/// </summary>
internal sealed class ImportTable(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    /// <summary>Due for every worker, whatever its clock says.</summary>
    public const long AlwaysDue = 0;

    /// <summary>Episodes that end at the same time meet at the import's counters.</summary>
    private const int MostAttempts = 20;

    private const string IsUnderWay = "#state IN (:waiting, :fetching, :fetched)";

    private static readonly Dictionary<string, string> Names = new()
    {
        ["#work"] = "work",
        ["#state"] = "state",
        ["#owner"] = "owner",
        ["#size"] = "size",
        ["#bytes"] = "bytes",
        ["#total"] = "total",
    };

    private readonly ConditionalWrites _writes = new(dynamoDb);

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <returns>False when there is an import of this id.</returns>
    public Task<bool> TryPutAsync(ShowImport import, CancellationToken cancellationToken) => _writes.TryPutAsync(
        new() { TableName = tableName, Item = ImportItems.From(import), ConditionExpression = "attribute_not_exists(pk)" }, cancellationToken);

    /// <summary>Writes down which import of its show is the latest.</summary>
    public Task RememberAsync(ShowImport import, CancellationToken cancellationToken)
    {
        var item = ImportItems.LatestKey(import.Show);
        item["import"] = Text(import.Id);
        item["purgeAt"] = Number(import.PurgeAt);
        return dynamoDb.PutItemAsync(tableName, item, cancellationToken);
    }

    /// <returns>The latest import of a show; null when there was none.</returns>
    public async Task<ShowImport?> FindLatestAsync(string show, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = ImportItems.LatestKey(show), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? await FindAsync(item.GetText("import"), cancellationToken).ConfigureAwait(false) : null;
    }

    public async Task<ShowImport?> FindAsync(string import, CancellationToken cancellationToken) =>
        await ReadAsync(import, null, cancellationToken).ConfigureAwait(false) is { } item ? ImportItems.ReadImport(item) : null;

    public async Task<ImportedEpisode?> FindEpisodeAsync(string import, string episode, CancellationToken cancellationToken) =>
        await ReadAsync(import, episode, cancellationToken).ConfigureAwait(false) is { } item ? ImportItems.ReadEpisode(item) : null;

    /// <returns>False when the import has an episode of this id.</returns>
    public Task<bool> TryPutAsync(ImportedEpisode episode, CancellationToken cancellationToken) => _writes.TryPutAsync(
        new() { TableName = tableName, Item = ImportItems.From(episode), ConditionExpression = "attribute_not_exists(pk)" }, cancellationToken);

    /// <summary>Writes an episode down that will not come, and counts it.</summary>
    /// <returns>False when the import has an episode of this id.</returns>
    public Task<bool> TryPutFailedAsync(ImportedEpisode episode, CancellationToken cancellationToken) => TryCountAsync(
        () => new() { Put = new() { TableName = tableName, Item = ImportItems.From(episode), ConditionExpression = "attribute_not_exists(pk)" } },
        episode.Import,
        ImportState.Failed,
        cancellationToken);

    /// <summary>All episodes of an import, by id.</summary>
    public async Task<IReadOnlyList<ImportedEpisode>> ListEpisodesAsync(string import, CancellationToken cancellationToken)
    {
        var episodes = new List<ImportedEpisode>();
        string? after = null;
        do
        {
            (var page, after) = await ListEpisodesAsync(import, null, after, cancellationToken).ConfigureAwait(false);
            episodes.AddRange(page);
        }
        while (after is not null);

        return episodes;
    }

    /// <summary>A page of the episodes of an import, by id.</summary>
    /// <param name="import">The import.</param>
    /// <param name="limit">How many at most; null for as many as a response of the table has.</param>
    /// <param name="after">The last episode of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The episodes, and the last of them if there may be more.</returns>
    public async Task<(IReadOnlyList<ImportedEpisode> Episodes, string? Last)> ListEpisodesAsync(
        string import, int? limit, string? after, CancellationToken cancellationToken)
    {
        var page = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                KeyConditionExpression = "pk = :import AND begins_with(sk, :episode)",
                ExpressionAttributeValues = new() { [":import"] = Text(ImportItems.KeyPrefix + import), [":episode"] = Text(ImportItems.EpisodePrefix) },
                ConsistentRead = true,
                ExclusiveStartKey = after is null ? null : ImportItems.Key(import, after),
                Limit = limit,
            },
            cancellationToken).ConfigureAwait(false);
        return (
            [.. (page.Items ?? []).Select(ImportItems.ReadEpisode)],
            page.LastEvaluatedKey is { Count: > 0 } last ? last.GetText("sk")[ImportItems.EpisodePrefix.Length..] : null);
    }

    /// <summary>Imports and episodes that are due: nobody has begun with them, or the claim of the worker who did has run out.</summary>
    public async Task<IReadOnlyList<(string Import, string? Episode)>> FindDueAsync(int limit, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = "byWork",
                KeyConditionExpression = "#work = :work AND workAt <= :now",
                ExpressionAttributeNames = new() { ["#work"] = "work" },
                ExpressionAttributeValues = new() { [":work"] = Text(ImportItems.Work), [":now"] = Number(Now) },
                Limit = limit,
            },
            cancellationToken).ConfigureAwait(false);
        return
        [
            .. (response.Items ?? []).Select(item => (
                item.GetText("pk")[ImportItems.KeyPrefix.Length..],
                item.GetText("sk") is var sort && sort == ImportItems.Header ? null : sort[ImportItems.EpisodePrefix.Length..])),
        ];
    }

    /// <returns>False when somebody else has it, or it is done.</returns>
    public Task<bool> TryClaimAsync(string import, string? episode, string owner, TimeSpan lease, CancellationToken cancellationToken) => TryUpdateAsync(
        import,
        episode,
        "SET workAt = :until, #owner = :owner, attempts = if_not_exists(attempts, :zero) + :one" + (episode is null ? "" : ", #state = :fetching"),
        "#work = :work AND (workAt <= :now OR #owner = :owner)",
        new()
        {
            [":until"] = Number(Now + (long)lease.TotalSeconds),
            [":owner"] = Text(owner),
            [":work"] = Text(ImportItems.Work),
            [":now"] = Number(Now),
            [":zero"] = Number(0L),
            [":one"] = Number(1L),
            [":fetching"] = Text(ImportState.Fetching),
        },
        cancellationToken);

    /// <summary>Stores the upload of the audio, and what identifies the file of the host.</summary>
    public Task BeginAsync(ImportedEpisode episode, CancellationToken cancellationToken) => TryUpdateAsync(
        episode.Import,
        episode.Id,
        "SET uploadId = :upload, #bytes = :bytes"
            + (episode.Size is null ? "" : ", #size = :size") + (episode.Validator is null ? "" : ", validator = :validator")
            + Remove((episode.Size is null, "#size"), (episode.Validator is null, "validator")),
        "#work = :work",
        new()
        {
            [":upload"] = Text(episode.UploadId!),
            [":bytes"] = Number(episode.Bytes),
            [":size"] = Number(episode.Size ?? 0),
            [":validator"] = Text(episode.Validator ?? ""),
            [":work"] = Text(ImportItems.Work),
        },
        cancellationToken);

    /// <summary>A part has arrived: what was tried before it does not count any more.</summary>
    public Task SaveProgressAsync(ImportedEpisode episode, long bytes, CancellationToken cancellationToken) => TryUpdateAsync(
        episode.Import,
        episode.Id,
        "SET #bytes = :bytes, attempts = :zero REMOVE reason",
        "#work = :work",
        new() { [":bytes"] = Number(bytes), [":zero"] = Number(0L), [":work"] = Text(ImportItems.Work) },
        cancellationToken);

    /// <summary>Leaves an episode, or with none the feed, to another invocation.</summary>
    public Task PostponeAsync(string import, string? episode, TimeSpan delay, string? reason, CancellationToken cancellationToken) => TryUpdateAsync(
        import,
        episode,
        "SET workAt = :at" + (episode is null ? "" : ", #state = :waiting") + (reason is null ? "" : ", reason = :reason") + " REMOVE #owner",
        "#work = :work",
        new()
        {
            [":waiting"] = Text(ImportState.Waiting),
            [":at"] = Number(delay == TimeSpan.Zero ? AlwaysDue : Now + (long)delay.TotalSeconds),
            [":reason"] = Text(reason ?? ""),
            [":work"] = Text(ImportItems.Work),
        },
        cancellationToken);

    /// <summary>The feed is read, and so many episodes of it are written down.</summary>
    public Task FinishReadingAsync(string import, int total, string? missing, CancellationToken cancellationToken) => TryUpdateAsync(
        import,
        null,
        "SET #state = :fetching, #total = :total" + (missing is null ? "" : ", reason = :reason") + " REMOVE #work, workAt, #owner" + (missing is null ? ", reason" : ""),
        "attribute_exists(pk)",
        new() { [":fetching"] = Text(ImportState.Fetching), [":total"] = Number(total), [":reason"] = Text(missing ?? "") },
        cancellationToken);

    /// <summary>The feed cannot be taken over.</summary>
    public Task FailAsync(string import, string reason, CancellationToken cancellationToken) => TryUpdateAsync(
        import,
        null,
        "SET #state = :state, reason = :reason REMOVE #work, workAt, #owner",
        "attribute_exists(pk)",
        new() { [":state"] = Text(ImportState.Failed), [":reason"] = Text(reason) },
        cancellationToken);

    /// <summary>The audio of an episode is here; its check ends the episode, and may have done so already.</summary>
    public async Task FinishFetchingAsync(ImportedEpisode episode, string? missing, CancellationToken cancellationToken)
    {
        var isWritten = await TryUpdateAsync(
            episode.Import,
            episode.Id,
            "SET #state = :fetched" + (missing is null ? "" : ", reason = :reason") + " REMOVE #work, workAt, #owner, uploadId" + (missing is null ? ", reason" : ""),
            "#state IN (:waiting, :fetching)",
            new()
            {
                [":fetched"] = Text(ImportState.Fetched),
                [":waiting"] = Text(ImportState.Waiting),
                [":fetching"] = Text(ImportState.Fetching),
                [":reason"] = Text(missing ?? ""),
            },
            cancellationToken).ConfigureAwait(false);
        if (!isWritten && missing is not null)
        {
            await TryUpdateAsync(
                episode.Import,
                episode.Id,
                "SET reason = :reason",
                "#state = :done",
                new() { [":done"] = Text(ImportState.Done), [":reason"] = Text(missing) },
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more is to be done for an episode. It is counted once, however often it is ended.</summary>
    /// <param name="import">The import.</param>
    /// <param name="episode">The episode.</param>
    /// <param name="state"><see cref="ImportState.Done"/>, <see cref="ImportState.Present"/> or <see cref="ImportState.Failed"/>.</param>
    /// <param name="reason">Why; null leaves what is there.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task EndAsync(string import, string episode, string state, string? reason, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, AttributeValue>
        {
            [":state"] = Text(state),
            [":waiting"] = Text(ImportState.Waiting),
            [":fetching"] = Text(ImportState.Fetching),
            [":fetched"] = Text(ImportState.Fetched),
        };
        if (reason is not null)
        {
            values[":reason"] = Text(reason);
        }

        return TryCountAsync(
            () => new()
            {
                Update = new()
                {
                    TableName = tableName,
                    Key = ImportItems.Key(import, episode),
                    UpdateExpression = $"SET #state = :state{(reason is null ? "" : ", reason = :reason")} REMOVE #work, workAt, #owner, uploadId",
                    ConditionExpression = IsUnderWay,
                    ExpressionAttributeNames = new() { ["#state"] = "state", ["#work"] = "work", ["#owner"] = "owner" },
                    ExpressionAttributeValues = values,
                },
            },
            import,
            state,
            cancellationToken);
    }

    /// <returns>False when the condition of the write does not hold.</returns>
    private async Task<bool> TryCountAsync(Func<TransactWriteItem> createWrite, string import, string state, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var count = new Update
            {
                TableName = tableName,
                Key = ImportItems.Key(import, null),
                UpdateExpression = "SET #counter = if_not_exists(#counter, :zero) + :one",
                ConditionExpression = "attribute_exists(pk)",
                ExpressionAttributeNames = new() { ["#counter"] = state == ImportState.Failed ? "failed" : "done" },
                ExpressionAttributeValues = new() { [":zero"] = Number(0L), [":one"] = Number(1L) },
            };
            var result = await _writes.TryWriteAsync([createWrite(), new() { Update = count }], cancellationToken).ConfigureAwait(false);
            if (result.IsWritten || result.Failed(0) || result.Failed(1))
            {
                return result.IsWritten;
            }

            if (attempt == MostAttempts)
            {
                throw new TransactionConflictException($"The counters of import {import} were written by others {attempt} times in a row.");
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Remove(params ReadOnlySpan<(bool Condition, string Name)> names)
    {
        var removed = new List<string>();
        foreach (var (condition, name) in names)
        {
            if (condition)
            {
                removed.Add(name);
            }
        }

        return removed.Count == 0 ? "" : " REMOVE " + string.Join(", ", removed);
    }

    private async Task<Dictionary<string, AttributeValue>?> ReadAsync(string import, string? episode, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = ImportItems.Key(import, episode), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? item : null;
    }

    private Task<bool> TryUpdateAsync(
        string import, string? episode, string update, string condition, Dictionary<string, AttributeValue> values, CancellationToken cancellationToken)
    {
        return _writes.TryUpdateAsync(
            new()
            {
                TableName = tableName,
                Key = ImportItems.Key(import, episode),
                UpdateExpression = update,
                ConditionExpression = condition,
                // DynamoDB refuses what an expression does not use.
                ExpressionAttributeNames = Names.Where(name => Uses(name.Key)).ToDictionary(),
                ExpressionAttributeValues = values.Where(value => Uses(value.Key)).ToDictionary(),
            },
            cancellationToken);

        bool Uses(string name) => $"{update} {condition} ".Split(' ', ',', '(', ')').Contains(name);
    }
}
