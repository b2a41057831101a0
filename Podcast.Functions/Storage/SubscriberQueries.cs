using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Storage;

/// <summary>Finds many subscribers: those of an e-mail address, of a status, all.</summary>
internal sealed class SubscriberQueries(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    /// <summary>How many subscribers are looked at for one page of those that fit a filter.</summary>
    private const int MaxExamined = 1_000;

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
    /// Up to <paramref name="limit"/> subscribers that are in this state now and fit. The parts of the index are read one after the other, so a page
    /// costs as many queries as it touches parts.
    /// </summary>
    public async Task<SubscriberPage> ListAsync(
        AccessState state, SubscriberFilter filter, StatusCursor start, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var subscribers = new List<Subscriber>(limit);
        StatusCursor? position = start;
        for (var examined = 0; position is { } at && subscribers.Count < limit && examined < MaxExamined;)
        {
            var query = at.ToQuery(state, now);
            query.TableName = tableName;
            query.Limit = limit - subscribers.Count;
            var page = await dynamoDb.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            var read = await ReadAsync(page.Items ?? [], cancellationToken).ConfigureAwait(false);
            subscribers.AddRange(read.Where(subscriber => subscriber.AccessAt(now) == state && filter.Fits(subscriber)));
            examined += read.Count;
            position = at.After(state, page.LastEvaluatedKey);
        }

        return new(subscribers, position?.ToString());
    }

    /// <summary>
    /// Up to <paramref name="limit"/> subscribers who have access now and fit, in the order in which it ends. All shards of the index are read at once, a
    /// page each, and merged.
    /// </summary>
    public async Task<SubscriberPage> ListByExpiryAsync(SubscriberFilter filter, ExpiryCursor cursor, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var subscribers = new List<Subscriber>(limit);
        var shards = Enumerable.Range(0, Shard.Count).Select(number => new Queue<Dictionary<string, AttributeValue>>()).ToArray();
        for (var examined = 0; subscribers.Count < limit && examined < MaxExamined && !cursor.IsAtEnd;)
        {
            var keys = new List<Dictionary<string, AttributeValue>>();
            while (subscribers.Count + keys.Count < limit && await NextAsync().ConfigureAwait(false) is { } key)
            {
                keys.Add(key);
            }

            var read = await ReadAsync(keys, cancellationToken).ConfigureAwait(false);
            subscribers.AddRange(read.Where(subscriber => subscriber.AccessAt(now) == AccessState.Active && filter.Fits(subscriber)));
            examined += keys.Count;
        }

        return new(subscribers, cursor.IsAtEnd ? null : cursor.ToString());

        async Task<Dictionary<string, AttributeValue>?> NextAsync()
        {
            await Task.WhenAll(Enumerable.Range(0, Shard.Count).Where(shard => shards[shard].Count == 0 && !cursor.IsRead(shard)).Select(FillAsync))
                .ConfigureAwait(false);
            var filled = Enumerable.Range(0, Shard.Count).Where(shard => shards[shard].Count > 0);
            var ordered = cursor.IsDescending
                ? filled.OrderByDescending(shard => shards[shard].Peek().GetNumber("expiresAt"))
                : filled.OrderBy(shard => shards[shard].Peek().GetNumber("expiresAt"));
            foreach (var shard in ordered)
            {
                var key = shards[shard].Dequeue();
                cursor.Advance(shard, key);
                return key;
            }

            return null;
        }

        async Task FillAsync(int shard)
        {
            var page = await dynamoDb.QueryAsync(
                new QueryRequest
                {
                    TableName = tableName,
                    IndexName = "byExpiry",
                    KeyConditionExpression = "expiryShard = :shard AND expiresAt > :now",
                    ExpressionAttributeValues = new() { [":shard"] = Text(Shard.Name(shard)), [":now"] = Number(now.ToUnixTimeSeconds()) },
                    ScanIndexForward = !cursor.IsDescending,
                    Limit = limit,
                    ExclusiveStartKey = cursor.StartOf(shard),
                },
                cancellationToken).ConfigureAwait(false);
            foreach (var key in page.Items ?? [])
            {
                shards[shard].Enqueue(key);
            }

            if (shards[shard].Count == 0)
            {
                cursor.Finish(shard);
            }
        }
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
