using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Podcast.Tests.Testing.Functions;

/// <summary>A table in memory, for batches of reads.</summary>
internal sealed class ScriptedTable() : AmazonDynamoDBClient("access", "secret", new AmazonDynamoDBConfig { ServiceURL = "http://localhost:9" })
{
    public Dictionary<string, Dictionary<string, AttributeValue>> Items { get; } = [];

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
}
