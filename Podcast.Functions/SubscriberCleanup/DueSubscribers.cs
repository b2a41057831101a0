using System.Diagnostics;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.SubscriberCleanup;

/// <summary>Subscriptions whose time has run out, found through the expiry index: what is read and written is what is due, and nothing else.</summary>
/// <param name="dynamoDb">The database.</param>
/// <param name="tableName">The Subscribers table.</param>
/// <param name="pageSize">How many are read at once; a run ends between two pages.</param>
internal sealed class DueSubscribers(IAmazonDynamoDB dynamoDb, string tableName, int pageSize)
{
    public const int DefaultPageSize = 100;

    private readonly ConditionalWrites _writes = new(dynamoDb);

    /// <summary>A page of one shard of the index.</summary>
    /// <param name="shard">See <see cref="Shard"/>.</param>
    /// <param name="now">Seconds since 1970.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Ids, and where the next page begins; null when there is none.</returns>
    public async Task<(IReadOnlyList<string> Ids, Dictionary<string, AttributeValue>? Next)> ReadAsync(
        string shard, long now, Dictionary<string, AttributeValue>? after, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = "byExpiry",
                KeyConditionExpression = "expiryShard = :shard AND expiresAt <= :now",
                ExpressionAttributeValues = new() { [":shard"] = Text(shard), [":now"] = Number(now) },
                Limit = pageSize,
                ExclusiveStartKey = after,
            },
            cancellationToken).ConfigureAwait(false);
        return (
            [.. (response.Items ?? []).Select(item => item.GetText("pk")[SubscriberItem.KeyPrefix.Length..])],
            response.LastEvaluatedKey is { Count: > 0 } next ? next : null);
    }

    /// <summary>
    /// Ends one subscription if it is still due. The index runs a moment behind, and another run or a renewal may be faster: the item decides, in
    /// the same step. A writer who read the item before has an old version after it, and reads again.
    /// </summary>
    /// <returns>False when it is not due any more.</returns>
    public Task<bool> TryExpireAsync(string id, long now, CancellationToken cancellationToken)
    {
        var traceParent = Activity.Current?.Id;
        var values = new Dictionary<string, AttributeValue>
        {
            [":active"] = Text(StatusText.Of(SubscriberStatus.Active)),
            [":lapsed"] = Text(StatusText.Of(SubscriberStatus.Lapsed)),
            [":statusShard"] = Text(SubscriberItem.StatusShard(SubscriberStatus.Lapsed, Shard.Of(id))),
            [":now"] = Number(now),
            [":one"] = Number(1L),
        };
        if (traceParent is not null)
        {
            values[":traceparent"] = Text(traceParent);
        }

        return _writes.TryUpdateAsync(
            new()
            {
                TableName = tableName,
                Key = new() { ["pk"] = Text(SubscriberItem.KeyOf(id)) },
                UpdateExpression = traceParent is null
                    ? "SET #status = :lapsed, statusShard = :statusShard, #version = #version + :one, updatedAt = :now REMOVE expiryShard, traceparent"
                    : "SET #status = :lapsed, statusShard = :statusShard, #version = #version + :one, updatedAt = :now, traceparent = :traceparent REMOVE expiryShard",
                ConditionExpression = "#status = :active AND expiresAt <= :now",
                ExpressionAttributeNames = new() { ["#status"] = "status", ["#version"] = "version" },
                ExpressionAttributeValues = values,
            },
            cancellationToken);
    }
}
