using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Removals;

/// <summary>Removals in the Catalog table. A function claims a removal before it carries it out; a claim that runs out is the cleanup's.</summary>
internal sealed class RemovalTable(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    private const string Index = "byWork";

    private static readonly Dictionary<string, string> Names = new() { ["#work"] = "work" };

    private readonly ConditionalWrites _writes = new(dynamoDb);

    public Put ToPut(Removal removal) => new() { TableName = tableName, Item = RemovalItems.From(removal) };

    /// <summary>Fails the transaction while the audio under this prefix is being removed.</summary>
    public ConditionCheck RequireNone(string mediaPrefix) => new()
    {
        TableName = tableName,
        Key = RemovalItems.Key(mediaPrefix),
        ConditionExpression = "attribute_not_exists(pk)",
    };

    public Task PutAsync(Removal removal, CancellationToken cancellationToken) =>
        dynamoDb.PutItemAsync(new PutItemRequest { TableName = tableName, Item = RemovalItems.From(removal) }, cancellationToken);

    public async Task<Removal?> FindAsync(string mediaPrefix, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = RemovalItems.Key(mediaPrefix), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? RemovalItems.Read(item) : null;
    }

    /// <summary>The prefixes of removals that are due, the oldest first.</summary>
    public async Task<IReadOnlyList<string>> FindDueAsync(int limit, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = Index,
                KeyConditionExpression = "#work = :work AND workAt <= :now",
                ExpressionAttributeNames = Names,
                ExpressionAttributeValues = new() { [":work"] = Text(RemovalItems.Work), [":now"] = Number(time.GetUtcNow().ToUnixTimeSeconds()) },
                Limit = limit,
            },
            cancellationToken).ConfigureAwait(false);
        return [.. (response.Items ?? []).Select(item => item["pk"].S["REMOVAL#".Length..])];
    }

    /// <returns>The removal as claimed; null when somebody else has it or it is done.</returns>
    public async Task<Removal?> TryClaimAsync(Removal removal, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claimed = removal with { DueAt = (time.GetUtcNow() + lease).ToUnixTimeSeconds() };
        var isMine = await _writes.TryUpdateAsync(
            new()
            {
                TableName = tableName,
                Key = RemovalItems.Key(removal.MediaPrefix),
                UpdateExpression = "SET workAt = :until",
                ConditionExpression = "workAt = :seen",
                ExpressionAttributeValues = new() { [":until"] = Number(claimed.DueAt), [":seen"] = Number(removal.DueAt) },
            },
            cancellationToken).ConfigureAwait(false);
        return isMine ? claimed : null;
    }

    /// <summary>It is done; one that was written down in the meantime stays.</summary>
    public Task DeleteAsync(Removal claimed, CancellationToken cancellationToken) => _writes.TryDeleteAsync(
        new()
        {
            TableName = tableName,
            Key = RemovalItems.Key(claimed.MediaPrefix),
            ConditionExpression = "workAt = :claimed AND erase = :erase",
            ExpressionAttributeValues = new() { [":claimed"] = Number(claimed.DueAt), [":erase"] = new() { BOOL = claimed.IsErased } },
        },
        cancellationToken);
}
