using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Podcast.Tests.Testing.Functions;

/// <summary>A table in memory, for reads: by key, in batches, and by token.</summary>
internal sealed class ScriptedTable() : AmazonDynamoDBClient("access", "secret", new AmazonDynamoDBConfig { ServiceURL = "http://localhost:9" })
{
    /// <summary>Items by their partition key, and by <c>{partition key}/{sort key}</c> where there is one.</summary>
    public Dictionary<string, Dictionary<string, AttributeValue>> Items { get; } = [];

    /// <summary>What every read of a single item fails with; null for none.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Puts off all but one key of the next batch.</summary>
    public bool PutOffOnce { get; set; }

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (table, ask) = Assert.Single(request.RequestItems);
        Assert.True(ask.ConsistentRead);
        Assert.InRange(ask.Keys.Count, 1, 100);
        var keys = PutOffOnce ? ask.Keys[..1] : ask.Keys;
        var response = new BatchGetItemResponse
        {
            Responses = new() { [table] = [.. keys.Select(key => Items.GetValueOrDefault(key["pk"].S)).OfType<Dictionary<string, AttributeValue>>()] },
            UnprocessedKeys = PutOffOnce && ask.Keys.Count > 1 ? new() { [table] = new() { Keys = ask.Keys[1..], ConsistentRead = true } } : [],
        };
        PutOffOnce = false;
        return Task.FromResult(response);
    }

    public override Task<GetItemResponse> GetItemAsync(GetItemRequest request, CancellationToken cancellationToken = default)
    {
        Assert.True(request.ConsistentRead);
        return Failure is null
            ? Task.FromResult(new GetItemResponse { Item = Items.GetValueOrDefault(string.Join('/', request.Key.OrderBy(part => part.Key).Select(part => part.Value.S))) })
            : Task.FromException<GetItemResponse>(Failure);
    }

    public override Task<QueryResponse> QueryAsync(QueryRequest request, CancellationToken cancellationToken = default)
    {
        Assert.Equal("byToken", request.IndexName);
        var hash = request.ExpressionAttributeValues[":tokenHash"].S;
        return Task.FromResult(new QueryResponse
        {
            Items = [.. Items.Values.Where(item => item.TryGetValue("tokenHash", out var value) && value.S == hash).Take(request.Limit ?? int.MaxValue)],
        });
    }
}
