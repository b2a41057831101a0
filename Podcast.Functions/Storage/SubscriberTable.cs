using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>Subscribers in the Subscribers table.</summary>
internal sealed class SubscriberTable(IAmazonDynamoDB dynamoDb, string tableName)
{
    public async Task<Subscriber?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest
            {
                TableName = tableName,
                Key = new() { ["pk"] = Text(SubscriberItem.KeyOf(id)) },
                ConsistentRead = true,
            },
            cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? SubscriberItem.Read(item) : null;
    }

    /// <summary>
    /// The subscriber whose token has this hash. The index that finds it runs a moment behind, so the item itself may have another token by now.
    /// </summary>
    public async Task<Subscriber?> FindByTokenAsync(string tokenHash, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = "byToken",
                KeyConditionExpression = "tokenHash = :tokenHash",
                ExpressionAttributeValues = new() { [":tokenHash"] = Text(tokenHash) },
                Limit = 1,
            },
            cancellationToken).ConfigureAwait(false);
        return response.Items is [var found, ..]
            ? await FindAsync(found.GetText("pk")[SubscriberItem.KeyPrefix.Length..], cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <returns>False when the id is taken.</returns>
    public async Task<bool> TryCreateAsync(Subscriber subscriber, CancellationToken cancellationToken)
    {
        try
        {
            await dynamoDb.PutItemAsync(
                new PutItemRequest
                {
                    TableName = tableName,
                    Item = SubscriberItem.From(subscriber),
                    ConditionExpression = "attribute_not_exists(pk)",
                },
                cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <summary>Writes what changed since the version before <paramref name="changed"/>'s.</summary>
    /// <returns>False when somebody else wrote that version.</returns>
    public async Task<bool> TryUpdateAsync(Subscriber changed, CancellationToken cancellationToken)
    {
        var values = SubscriberItem.Changeable(changed);
        var absent = SubscriberItem.Optional.Where(name => !values.ContainsKey(name)).ToArray();
        var set = string.Join(", ", values.Keys.Select(name => $"#{name} = :{name}"));
        var remove = absent.Length > 0 ? " REMOVE " + string.Join(", ", absent.Select(name => "#" + name)) : "";
        try
        {
            await dynamoDb.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = tableName,
                    Key = new() { ["pk"] = Text(SubscriberItem.KeyOf(changed.Id)) },
                    UpdateExpression = $"SET {set}{remove}",
                    ConditionExpression = "#version = :readVersion",
                    ExpressionAttributeNames = values.Keys.Concat(absent).ToDictionary(name => "#" + name),
                    ExpressionAttributeValues = new(values.ToDictionary(value => ":" + value.Key, value => value.Value))
                    {
                        [":readVersion"] = Number(changed.Version - 1),
                    },
                },
                cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }
}
