using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Podcast.Benchmarks.Statistics;

/// <summary>The tables of the counter in memory: the catalog has no episodes, the counts are numbers, and a listener's item is kept as it was put.</summary>
internal sealed class CountedTable() : AmazonDynamoDBClient("access", "secret", new AmazonDynamoDBConfig { ServiceURL = "http://localhost:9" })
{
    private readonly Dictionary<string, Item> _items = new(StringComparer.Ordinal);

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, keys) = request.RequestItems.Single();
        return Task.FromResult(new BatchGetItemResponse
        {
            Responses = new() { [table] = [.. keys.Keys.Select(key => _items.GetValueOrDefault(key["pk"].S)).OfType<Item>()] },
        });
    }

    public override Task<TransactWriteItemsResponse> TransactWriteItemsAsync(TransactWriteItemsRequest request, CancellationToken cancellationToken = default)
    {
        foreach (var put in request.TransactItems.Select(item => item.Put).OfType<Put>())
        {
            _items[put.Item["pk"].S] = put.Item;
        }

        return Task.FromResult(new TransactWriteItemsResponse());
    }
}
