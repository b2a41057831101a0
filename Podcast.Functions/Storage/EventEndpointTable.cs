using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>The publisher's address for events in the Subscribers table; see docs/data-model.md.</summary>
internal sealed class EventEndpointTable(IAmazonDynamoDB dynamoDb, string tableName)
{
    private readonly ConditionalWrites _writes = new(dynamoDb);

    private static Dictionary<string, AttributeValue> Key => new() { ["pk"] = Text("EVENTENDPOINT") };

    public async Task<EventEndpoint?> FindAsync(CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key, ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item
            ? new()
            {
                Url = new(item.GetText("url")),
                Secrets = item.GetTextList("secrets"),
                Version = item.GetNumber("version"),
                UpdatedAt = item.GetNumber("updatedAt"),
            }
            : null;
    }

    /// <summary>Writes what follows the version before <paramref name="endpoint"/>'s; version 1 is new.</summary>
    /// <returns>False when somebody else wrote that version.</returns>
    public Task<bool> TryWriteAsync(EventEndpoint endpoint, CancellationToken cancellationToken)
    {
        var item = Key;
        item["url"] = Text(endpoint.Url.OriginalString);
        item["secrets"] = TextList(endpoint.Secrets);
        item["version"] = Number(endpoint.Version);
        item["updatedAt"] = Number(endpoint.UpdatedAt);
        var put = new PutItemRequest { TableName = tableName, Item = item, ConditionExpression = "attribute_not_exists(pk)" };
        if (endpoint.Version > 1)
        {
            put.ConditionExpression = "#version = :readVersion";
            put.ExpressionAttributeNames = new() { ["#version"] = "version" };
            put.ExpressionAttributeValues = new() { [":readVersion"] = Number(endpoint.Version - 1) };
        }

        return _writes.TryPutAsync(put, cancellationToken);
    }

    /// <returns>False when somebody else changed it since <paramref name="read"/>.</returns>
    public Task<bool> TryDeleteAsync(EventEndpoint read, CancellationToken cancellationToken) => _writes.TryDeleteAsync(
        new()
        {
            TableName = tableName,
            Key = Key,
            ConditionExpression = "#version = :readVersion",
            ExpressionAttributeNames = new() { ["#version"] = "version" },
            ExpressionAttributeValues = new() { [":readVersion"] = Number(read.Version) },
        },
        cancellationToken);
}
