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

    private static readonly Dictionary<string, string> Names = new()
    {
        ["#work"] = "work",
        ["#state"] = "state",
        ["#owner"] = "owner",
        ["#size"] = "size",
        ["#bytes"] = "bytes",
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

    /// <summary>All episodes of an import, by id.</summary>
    public async Task<IReadOnlyList<ImportedEpisode>> ListEpisodesAsync(string import, CancellationToken cancellationToken)
    {
        var episodes = new List<ImportedEpisode>();
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await dynamoDb.QueryAsync(
                new QueryRequest
                {
                    TableName = tableName,
                    KeyConditionExpression = "pk = :import AND begins_with(sk, :episode)",
                    ExpressionAttributeValues = new() { [":import"] = Text(ImportItems.KeyPrefix + import), [":episode"] = Text(ImportItems.EpisodePrefix) },
                    ConsistentRead = true,
                    ExclusiveStartKey = start,
                },
                cancellationToken).ConfigureAwait(false);
            episodes.AddRange((page.Items ?? []).Select(ImportItems.ReadEpisode));
            start = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null);

        return episodes;
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

    /// <summary>Nothing more is to be done.</summary>
    public Task FinishAsync(string import, string? episode, string state, string? reason, CancellationToken cancellationToken) => TryUpdateAsync(
        import,
        episode,
        "SET #state = :state" + (reason is null ? "" : ", reason = :reason") + " REMOVE #work, workAt, #owner, uploadId" + (reason is null ? ", reason" : ""),
        "attribute_exists(pk)",
        new() { [":state"] = Text(state), [":reason"] = Text(reason ?? "") },
        cancellationToken);

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
