using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>Finds many subscribers: those of an e-mail address, of a status, all.</summary>
internal sealed class SubscriberQueries(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    /// <summary>The most subscribers that a search for one e-mail address returns.</summary>
    public const int MaxPerEmail = 100;

    public async Task<IReadOnlyList<Subscriber>> FindByEmailAsync(string email, CancellationToken cancellationToken)
    {
        var hash = EmailAddress.Hash(email);
        var found = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = "byEmail",
                KeyConditionExpression = "emailHash = :emailHash",
                ExpressionAttributeValues = new() { [":emailHash"] = Text(hash) },
                Limit = MaxPerEmail,
            },
            cancellationToken).ConfigureAwait(false);
        var subscribers = await ReadAsync(found.Items ?? [], cancellationToken).ConfigureAwait(false);

        // The index runs a moment behind.
        return [.. subscribers.Where(subscriber => subscriber.Email is { } current && EmailAddress.Hash(current) == hash)];
    }

    /// <summary>
    /// Up to <paramref name="limit"/> subscribers that are in this state now. The parts of the index are read one after the other, so a page
    /// costs as many queries as it touches parts.
    /// </summary>
    public async Task<SubscriberPage> ListAsync(AccessState state, StatusCursor start, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var subscribers = new List<Subscriber>(limit);
        StatusCursor? position = start;
        while (position is { } at && subscribers.Count < limit)
        {
            var query = at.ToQuery(state, now);
            query.TableName = tableName;
            query.Limit = limit - subscribers.Count;
            var page = await dynamoDb.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            var read = await ReadAsync(page.Items ?? [], cancellationToken).ConfigureAwait(false);
            subscribers.AddRange(read.Where(subscriber => subscriber.AccessAt(now) == state));
            position = at.After(state, page.LastEvaluatedKey);
        }

        return new(subscribers, position?.ToString());
    }

    /// <summary>
    /// The subscribers among the next <paramref name="limit"/> items of the table, in no order that means anything. Who is there all the time
    /// comes exactly once.
    /// </summary>
    public Task<SubscriberPage> ScanAsync(string? startId, int limit, CancellationToken cancellationToken) =>
        ScanAsync(startId, limit, null, null, cancellationToken);

    /// <summary>Of the next <paramref name="limit"/> items of the table, the subscribers who hold a token under this signing key.</summary>
    public Task<SubscriberPage> ScanHoldersAsync(string? startId, int limit, string keyId, CancellationToken cancellationToken) =>
        ScanAsync(startId, limit, "keyId", keyId, cancellationToken);

    /// <summary>Of the next <paramref name="limit"/> items of the table, the subscribers whose tokens under this signing key were last to be replaced.</summary>
    public Task<SubscriberPage> ScanReissuedAsync(string? startId, int limit, string keyId, CancellationToken cancellationToken) =>
        ScanAsync(startId, limit, "reissuedFrom", keyId, cancellationToken);

    /// <summary>
    /// Among the next <paramref name="limit"/> items of the table, the ids of subscribers whose item has the form of before one person could have
    /// several subscriptions, or whose e-mail address does not lead to them.
    /// </summary>
    public async Task<(IReadOnlyList<string> Ids, string? Next)> ScanFormerAsync(string? startId, int limit, CancellationToken cancellationToken)
    {
        var page = await dynamoDb.ScanAsync(
            new ScanRequest
            {
                TableName = tableName,
                ConsistentRead = true,
                Limit = limit,
                FilterExpression = "begins_with(pk, :prefix) AND attribute_not_exists(mergedInto)",
                ExpressionAttributeValues = new() { [":prefix"] = Text(SubscriberItem.KeyPrefix) },
                ExclusiveStartKey = startId is null ? null : new() { ["pk"] = Text(startId) },
            },
            cancellationToken).ConfigureAwait(false);
        var items = page.Items ?? [];
        var emails = items.Select(item => item.FindText("email")).OfType<string>().Select(EmailItem.KeyOf).Distinct(StringComparer.Ordinal);
        var owners = (await BatchReader.ReadAsync(
            dynamoDb,
            tableName,
            emails.Select(key => new Dictionary<string, AttributeValue> { ["pk"] = Text(key) }),
            consistent: true,
            time,
            cancellationToken).ConfigureAwait(false))
            .ToDictionary(item => item.GetText("pk"), EmailItem.ReadSubscriber, StringComparer.Ordinal);
        return (
            [
                .. items
                    .Where(item => SubscriberItem.IsFormer(item)
                        || (item.FindText("email") is { } email && owners.GetValueOrDefault(EmailItem.KeyOf(email)) != IdOf(item)))
                    .Select(IdOf),
            ],
            page.LastEvaluatedKey is { Count: > 0 } last ? last["pk"].S : null);
    }

    /// <summary>How many subscribers hold a token under a signing key, among the next <paramref name="limit"/> items of the table.</summary>
    /// <returns>Their number, and where the rest of the table begins; null at its end.</returns>
    public Task<(int Count, string? Next)> CountAsync(string? startId, int limit, string keyId, CancellationToken cancellationToken) =>
        CountAsync(startId, limit, "keyId = :value", keyId, cancellationToken);

    /// <summary>How many subscribers, of any status, hold a show, among the first <paramref name="limit"/> items of the table.</summary>
    /// <returns>Their number, and where the rest of the table begins; null at its end.</returns>
    public Task<(int Count, string? Next)> CountHoldersAsync(string show, int limit, CancellationToken cancellationToken) =>
        CountAsync(null, limit, "contains(shows, :value)", show, cancellationToken);

    private async Task<(int Count, string? Next)> CountAsync(string? startId, int limit, string filter, string value, CancellationToken cancellationToken)
    {
        var count = 0;
        do
        {
            var page = await dynamoDb.ScanAsync(
                new ScanRequest
                {
                    TableName = tableName,
                    ConsistentRead = true,
                    Select = Select.COUNT,
                    Limit = limit,
                    FilterExpression = $"begins_with(pk, :prefix) AND {filter}",
                    ExpressionAttributeValues = new() { [":prefix"] = Text(SubscriberItem.KeyPrefix), [":value"] = Text(value) },
                    ExclusiveStartKey = startId is null ? null : new() { ["pk"] = Text(startId) },
                },
                cancellationToken).ConfigureAwait(false);
            count += page.Count ?? 0;
            limit -= page.ScannedCount ?? 0;
            startId = page.LastEvaluatedKey is { Count: > 0 } last ? last["pk"].S : null;
        }
        while (startId is not null && limit > 0);
        return (count, startId);
    }

    private async Task<SubscriberPage> ScanAsync(string? startId, int limit, string? attribute, string? value, CancellationToken cancellationToken)
    {
        var request = new ScanRequest
        {
            TableName = tableName,
            ConsistentRead = true,
            Limit = limit,
            FilterExpression = "begins_with(pk, :prefix) AND attribute_not_exists(mergedInto)",
            ExpressionAttributeValues = new() { [":prefix"] = Text(SubscriberItem.KeyPrefix) },
            ExclusiveStartKey = startId is null ? null : new() { ["pk"] = Text(startId) },
        };
        if (attribute is not null)
        {
            request.FilterExpression += $" AND {attribute} = :value";
            request.ExpressionAttributeValues[":value"] = Text(value!);
        }

        var page = await dynamoDb.ScanAsync(request, cancellationToken).ConfigureAwait(false);
        return new(
            [.. (page.Items ?? []).Select(SubscriberItem.Read)],
            page.LastEvaluatedKey is { Count: > 0 } last ? last["pk"].S : null);
    }

    private static string IdOf(Dictionary<string, AttributeValue> item) => item.GetText("pk")[SubscriberItem.KeyPrefix.Length..];

    private async Task<IReadOnlyList<Subscriber>> ReadAsync(List<Dictionary<string, AttributeValue>> found, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
        {
            return [];
        }

        var keys = found.Select(item => item.GetText("pk")).ToArray();
        var items = await BatchReader.ReadAsync(
            dynamoDb,
            tableName,
            keys.Select(key => new Dictionary<string, AttributeValue> { ["pk"] = Text(key) }),
            consistent: true,
            time,
            cancellationToken).ConfigureAwait(false);
        var byKey = items.ToDictionary(item => item.GetText("pk"), SubscriberItem.Read, StringComparer.Ordinal);
        return [.. keys.Select(key => byKey.GetValueOrDefault(key)).OfType<Subscriber>()];
    }
}
