using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Tests.Testing.Functions;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Podcast.Tests.Integration.Sync;

/// <summary>
/// The Subscribers table in memory, with its indexes and its stream: a thousand histories would take an hour over DynamoDB Local. That both
/// respond alike is tested by InMemoryTableTests.
/// </summary>
internal sealed class InMemoryTable(TimeProvider time)
    : AmazonDynamoDBClient("access", "secret", new AmazonDynamoDBConfig { ServiceURL = "http://localhost:9" })
{
    public const string Name = "Subscribers";

    private readonly Lock _lock = new();
    private SortedDictionary<string, Item> _items = new(StringComparer.Ordinal);
    private SortedDictionary<string, Item> _indexed = new(StringComparer.Ordinal);
    private SortedDictionary<string, Item> _earlier = new(StringComparer.Ordinal);

    /// <summary>Every write that changed something, in order.</summary>
    public List<TableWrite> Writes { get; } = [];

    /// <summary>Runs before and after each call; what it throws, the caller gets.</summary>
    public Action<bool>? OnCall { get; set; }

    /// <summary>Runs before an item is made lapsed, once: somebody else is faster.</summary>
    public Func<string, Task>? BeforeExpiry { get; set; }

    /// <summary>Indexes stay as they are.</summary>
    public bool IndexesLag { get; set; }

    public Sabotage Sabotage { get; init; }

    public IReadOnlyDictionary<string, Item> Items
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, Item>(_items);
            }
        }
    }

    public void RefreshIndexes()
    {
        lock (_lock)
        {
            _indexed = new(_items, StringComparer.Ordinal);
            _earlier = _indexed;
        }
    }

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () => new GetItemResponse { Item = _items.GetValueOrDefault(request.Key["pk"].S) });

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () =>
        {
            var (table, ask) = request.RequestItems.Single();
            Assert.True(ask.ConsistentRead);
            Assert.InRange(ask.Keys.Count, 1, 100);
            Assert.Distinct(ask.Keys.Select(key => key["pk"].S));
            var items = Sabotage == Sabotage.TableIsReadInconsistently ? _earlier : _items;
            return new BatchGetItemResponse
            {
                Responses = new() { [table] = [.. ask.Keys.Select(key => items.GetValueOrDefault(key["pk"].S)).OfType<Item>()] },
            };
        });

    public override Task<PutItemResponse> PutItemAsync(PutItemRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () =>
        {
            Write(request.Item["pk"].S, request.ConditionExpression, new(request.ExpressionAttributeNames, request.ExpressionAttributeValues), _ => request.Item);
            return new PutItemResponse();
        });

    public override async Task<UpdateItemResponse> UpdateItemAsync(UpdateItemRequest request, CancellationToken cancellationToken = default)
    {
        var isExpiry = request.UpdateExpression.Contains(":lapsed", StringComparison.Ordinal);
        if (isExpiry && BeforeExpiry is { } somebodyElse)
        {
            BeforeExpiry = null;
            await somebodyElse(request.Key["pk"].S);
        }

        return await CallAsync(cancellationToken, () =>
        {
            var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
            var condition = Sabotage == Sabotage.ExpiryIsUnconditional && isExpiry ? "attribute_exists(pk)" : request.ConditionExpression;
            Write(request.Key["pk"].S, condition, expressions, item => expressions.Update(request.UpdateExpression, item ?? new(request.Key)));
            return new UpdateItemResponse();
        });
    }

    public override Task<DeleteItemResponse> DeleteItemAsync(DeleteItemRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () =>
        {
            Write(request.Key["pk"].S, request.ConditionExpression, new(request.ExpressionAttributeNames, request.ExpressionAttributeValues), _ => null);
            return new DeleteItemResponse();
        });

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () =>
        {
            // The attribute that the index is sorted by.
            var sort = request.IndexName == "byExpiry" ? "expiresAt" : "pk";
            var partition = request.KeyConditionExpression.Split(' ')[0];
            var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
            var found = _indexed.Values
                .Where(item => item.ContainsKey(partition) && expressions.Holds(request.KeyConditionExpression, item))
                .OrderBy(item => item[sort], Comparer<AttributeValue>.Create(Expressions.Compare))
                .ThenBy(item => item["pk"].S, StringComparer.Ordinal)
                .Select(item => new Item { ["pk"] = item["pk"], [partition] = item[partition], [sort] = item[sort] });
            if (request.ExclusiveStartKey is { Count: > 0 } start)
            {
                found = found.SkipWhile(item =>
                    Expressions.Compare(item[sort], start[sort]) is var order && (order < 0 || (order == 0 && string.CompareOrdinal(item["pk"].S, start["pk"].S) <= 0)));
            }

            var page = found.Take(request.Limit ?? int.MaxValue).ToList();
            return new QueryResponse { Items = page, LastEvaluatedKey = page.Count == request.Limit ? page[^1] : null };
        });

    public override Task<ScanResponse> ScanAsync(ScanRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(cancellationToken, () =>
        {
            Assert.True(request.ConsistentRead);
            var attributes = request.ProjectionExpression.Split(", ")
                .Select(name => name.StartsWith('#') ? request.ExpressionAttributeNames[name] : name)
                .ToHashSet();
            var start = request.ExclusiveStartKey is { Count: > 0 } key ? key["pk"].S : "";
            var page = _items
                .Where(item => SegmentOf(item.Key, request.TotalSegments ?? 1) == (request.Segment ?? 0) && string.CompareOrdinal(item.Key, start) > 0)
                .Take(request.Limit ?? int.MaxValue)
                .Select(item => item.Value.Where(attribute => attributes.Contains(attribute.Key)).ToDictionary())
                .ToList();
            return new ScanResponse
            {
                Items = page,
                LastEvaluatedKey = page.Count == request.Limit ? new() { ["pk"] = page[^1]["pk"] } : null,
            };
        });

    private static int SegmentOf(string key, int segments) => (int)(key.Aggregate(7u, (hash, character) => (hash * 31) + character) % segments);

    private void Write(string key, string? condition, Expressions expressions, Func<Item?, Item?> change)
    {
        var before = _items.GetValueOrDefault(key);
        if (!expressions.Holds(condition, before))
        {
            throw new ConditionalCheckFailedException("The conditional request failed");
        }

        var after = change(before);
        if (before is null && after is null)
        {
            return;
        }

        if (Writes.Count % 3 == 0)
        {
            _earlier = new(_items, StringComparer.Ordinal);
        }

        if (after is null)
        {
            _items.Remove(key);
        }
        else
        {
            _items[key] = after;
        }

        Writes.Add(new(Writes.Count + 1, time.GetUtcNow(), key, before, after));
        if (!IndexesLag)
        {
            _indexed = new(_items, StringComparer.Ordinal);
        }
    }

    private Task<T> CallAsync<T>(CancellationToken cancellationToken, Func<T> call)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_lock)
            {
                OnCall?.Invoke(false);
                var response = call();
                OnCall?.Invoke(true);
                return Task.FromResult(response);
            }
        }
#pragma warning disable CA1031 // As the client does: the task fails, not the call.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Task.FromException<T>(failure);
        }
    }
}
