using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>Subscribers in the Subscribers table.</summary>
internal sealed class SubscriberTable(IAmazonDynamoDB dynamoDb, string tableName)
{
    private const string Absent = "attribute_not_exists(pk)";

    private readonly ConditionalWrites _writes = new(dynamoDb);

    public async Task<Subscriber?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest
            {
                TableName = tableName,
                Key = Key(SubscriberItem.KeyOf(id)),
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

    /// <returns>
    /// False when the id is taken, or was and the subscriber is deleted, or when another transaction is at it.
    /// </returns>
    public Task<bool> TryCreateAsync(Subscriber subscriber, CancellationToken cancellationToken)
    {
        var put = new Put { TableName = tableName, Item = SubscriberItem.From(subscriber), ConditionExpression = Absent };

        // Only an id that follows from something can come a second time.
        if (subscriber.RequestHash is null)
        {
            return _writes.TryPutAsync(
                new() { TableName = put.TableName, Item = put.Item, ConditionExpression = put.ConditionExpression }, cancellationToken);
        }

        List<TransactWriteItem> items =
        [
            new() { Put = put },
            new() { ConditionCheck = new() { TableName = tableName, Key = Key(DeletedSubscriberItem.KeyOf(subscriber.Id)), ConditionExpression = Absent } },
        ];
        if (subscriber.ProviderOrder is { } order)
        {
            items.Add(new()
            {
                ConditionCheck = new()
                {
                    TableName = tableName,
                    Key = Key(ProviderOrderItem.KeyOf(subscriber.Id)),
                    ConditionExpression = ProviderOrderItem.IsOlder,
                    ExpressionAttributeValues = ProviderOrderItem.Values(order),
                },
            });
        }

        return TryWriteAsync(items, cancellationToken);
    }

    /// <summary>The newest event of a subscription that has no subscriber; null when there was none lately.</summary>
    public async Task<string?> FindProviderOrderAsync(string id, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(ProviderOrderItem.KeyOf(id)), ConsistentRead = true },
            cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? item.GetText("providerOrder") : null;
    }

    /// <summary>Remembers that an event came to nothing, as long as there is no subscriber.</summary>
    /// <returns>False when there is one, or a newer event, or another transaction is at it.</returns>
    public Task<bool> TryKeepProviderOrderAsync(string id, string order, DateTimeOffset now, CancellationToken cancellationToken) => TryWriteAsync(
        [
            new()
            {
                Put = new()
                {
                    TableName = tableName,
                    Item = ProviderOrderItem.From(id, order, now),
                    ConditionExpression = ProviderOrderItem.IsOlder,
                    ExpressionAttributeValues = ProviderOrderItem.Values(order),
                },
            },
            new() { ConditionCheck = new() { TableName = tableName, Key = Key(SubscriberItem.KeyOf(id)), ConditionExpression = Absent } },
        ],
        cancellationToken);

    public async Task<bool> WasDeletedAsync(string id, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = Key(DeletedSubscriberItem.KeyOf(id)), ConsistentRead = true },
            cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 };
    }

    /// <summary>Takes the subscriber away and leaves a mark that names nobody.</summary>
    /// <returns>False when somebody else changed or deleted it since <paramref name="read"/>, or another transaction is at it.</returns>
    public Task<bool> TryDeleteAsync(Subscriber read, DateTimeOffset now, CancellationToken cancellationToken) => TryWriteAsync(
        [
            new()
            {
                Delete = new()
                {
                    TableName = tableName,
                    Key = Key(SubscriberItem.KeyOf(read.Id)),
                    ConditionExpression = "#version = :readVersion",
                    ExpressionAttributeNames = new() { ["#version"] = "version" },
                    ExpressionAttributeValues = new() { [":readVersion"] = Number(read.Version) },
                },
            },
            new() { Put = new() { TableName = tableName, Item = DeletedSubscriberItem.From(read, now) } },
        ],
        cancellationToken);

    /// <summary>Writes what changed since the version before <paramref name="changed"/>'s.</summary>
    /// <returns>False when somebody else wrote that version.</returns>
    public Task<bool> TryUpdateAsync(Subscriber changed, CancellationToken cancellationToken)
    {
        var values = SubscriberItem.Changeable(changed);
        var absent = SubscriberItem.Optional.Where(name => !values.ContainsKey(name)).ToArray();
        var set = string.Join(", ", values.Keys.Select(name => $"#{name} = :{name}"));
        var remove = absent.Length > 0 ? " REMOVE " + string.Join(", ", absent.Select(name => "#" + name)) : "";
        return _writes.TryUpdateAsync(
            new()
            {
                TableName = tableName,
                Key = Key(SubscriberItem.KeyOf(changed.Id)),
                UpdateExpression = $"SET {set}{remove}",
                ConditionExpression = "#version = :readVersion",
                ExpressionAttributeNames = values.Keys.Concat(absent).ToDictionary(name => "#" + name),
                ExpressionAttributeValues = new(values.ToDictionary(value => ":" + value.Key, value => value.Value))
                {
                    [":readVersion"] = Number(changed.Version - 1),
                },
            },
            cancellationToken);
    }

    private async Task<bool> TryWriteAsync(List<TransactWriteItem> items, CancellationToken cancellationToken) =>
        (await _writes.TryWriteAsync(items, cancellationToken).ConfigureAwait(false)).IsWritten;

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["pk"] = Text(key) };
}
