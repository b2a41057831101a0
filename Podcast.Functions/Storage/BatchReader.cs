using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Podcast.Functions.Storage;

/// <summary>Reads many items of one table in as few calls as DynamoDB allows, and requests again those that it left unprocessed.</summary>
internal static class BatchReader
{
    /// <summary>https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html</summary>
    private const int MaxKeys = 100;

    private const int MaxAttempts = 6;

    /// <summary>The items that exist, in no particular order.</summary>
    /// <exception cref="ProvisionedThroughputExceededException">Some were put off in every attempt.</exception>
    public static async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> ReadAsync(
        IAmazonDynamoDB dynamoDb,
        string tableName,
        IEnumerable<Dictionary<string, AttributeValue>> keys,
        bool consistent,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var items = new List<Dictionary<string, AttributeValue>>();
        foreach (var chunk in keys.Chunk(MaxKeys))
        {
            var requested = new KeysAndAttributes { Keys = [.. chunk], ConsistentRead = consistent };
            for (var attempt = 1; ; attempt++)
            {
                var response = await dynamoDb.BatchGetItemAsync(
                    new BatchGetItemRequest { RequestItems = new() { [tableName] = requested } }, cancellationToken).ConfigureAwait(false);
                items.AddRange(response.Responses?.GetValueOrDefault(tableName) ?? []);
                if (response.UnprocessedKeys?.GetValueOrDefault(tableName) is not { Keys.Count: > 0 } putOff)
                {
                    break;
                }

                if (attempt == MaxAttempts)
                {
                    throw new ProvisionedThroughputExceededException($"{putOff.Keys.Count} items were not read in {MaxAttempts} attempts.");
                }

                requested = putOff;
                await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
            }
        }

        return items;
    }
}
