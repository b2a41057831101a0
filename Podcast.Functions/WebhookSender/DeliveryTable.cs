using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.WebhookSender;

/// <summary>Deliveries in the Catalog table. A worker claims a delivery before it sends it.</summary>
internal sealed class DeliveryTable(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    private const string KeyPrefix = "DELIVERY#";
    private const string Work = "deliver";

    private readonly ConditionalWrites _writes = new(dynamoDb);

    /// <summary>Writes a delivery down, unless it is there: the bus may hand over an event twice.</summary>
    public Task PutAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var item = Key(delivery.EventId);
        item["event"] = Text(delivery.Event);
        item["attempts"] = Number(delivery.Attempts);
        item["work"] = Text(Work);
        item["workAt"] = Number(delivery.DueAt);
        return _writes.TryPutAsync(
            new() { TableName = tableName, Item = item, ConditionExpression = "attribute_not_exists(pk)" }, cancellationToken);
    }

    /// <summary>The ids of the events whose deliveries are due, the oldest first.</summary>
    public async Task<IReadOnlyList<string>> FindDueAsync(int limit, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = "byWork",
                KeyConditionExpression = "#work = :work AND workAt <= :now",
                ExpressionAttributeNames = new() { ["#work"] = "work" },
                ExpressionAttributeValues = new() { [":work"] = Text(Work), [":now"] = Number(time.GetUtcNow().ToUnixTimeSeconds()) },
                Limit = limit,
            },
            cancellationToken).ConfigureAwait(false);
        return [.. (response.Items ?? []).Select(item => item.GetText("pk")[KeyPrefix.Length..])];
    }

    public async Task<Delivery?> FindAsync(string eventId, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(eventId), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? new(eventId, item.GetText("event"), item.GetNumber("attempts"), item.GetNumber("workAt")) : null;
    }

    /// <summary>Sets how often it was sent and when it is due again; a claim leaves the number as it is.</summary>
    /// <returns>Null when somebody else has it or it is done.</returns>
    public async Task<Delivery?> TryPostponeAsync(Delivery read, long attempts, TimeSpan delay, CancellationToken cancellationToken)
    {
        var postponed = read with { Attempts = attempts, DueAt = (time.GetUtcNow() + delay).ToUnixTimeSeconds() };
        var isMine = await _writes.TryUpdateAsync(
            new()
            {
                TableName = tableName,
                Key = Key(read.EventId),
                UpdateExpression = "SET workAt = :at, attempts = :attempts",
                ConditionExpression = "workAt = :seen",
                ExpressionAttributeValues = new()
                {
                    [":at"] = Number(postponed.DueAt),
                    [":attempts"] = Number(attempts),
                    [":seen"] = Number(read.DueAt),
                },
            },
            cancellationToken).ConfigureAwait(false);
        return isMine ? postponed : null;
    }

    public Task DeleteAsync(Delivery done, CancellationToken cancellationToken) =>
        dynamoDb.DeleteItemAsync(new DeleteItemRequest { TableName = tableName, Key = Key(done.EventId) }, cancellationToken);

    private static Dictionary<string, AttributeValue> Key(string eventId) => new() { ["pk"] = Text(KeyPrefix + eventId), ["sk"] = Text("DELIVERY") };
}
