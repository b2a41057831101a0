using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Podcast.Benchmarks.Statistics;

/// <summary>The tables of the counter in memory, packed, since they are measured too: the catalog has no episodes, and the counts are not kept.</summary>
internal sealed class CountedTable() : AmazonDynamoDBClient("access", "secret", new AmazonDynamoDBConfig { ServiceURL = "http://localhost:9" })
{
    private readonly Dictionary<string, string> _items = new(StringComparer.Ordinal);

    public override Task<BatchGetItemResponse> BatchGetItemAsync(BatchGetItemRequest request, CancellationToken cancellationToken = default)
    {
        var (table, keys) = request.RequestItems.Single();
        var items = new List<Item>();
        foreach (var key in keys.Keys)
        {
            if (_items.TryGetValue(key["pk"].S, out var packed))
            {
                items.Add(Unpack(key["pk"].S, packed));
            }
        }

        return Task.FromResult(new BatchGetItemResponse { Responses = new() { [table] = items } });
    }

    public override Task<TransactWriteItemsResponse> TransactWriteItemsAsync(TransactWriteItemsRequest request, CancellationToken cancellationToken = default)
    {
        foreach (var put in request.TransactItems.Select(item => item.Put).OfType<Put>())
        {
            _items[put.Item["pk"].S] = Pack(put.Item);
        }

        return Task.FromResult(new TransactWriteItemsResponse());
    }

    private static string Pack(Item item) => string.Join(
        '\n',
        item["version"].N,
        string.Join('\t', item["apps"].SS),
        string.Join('\t', item["networks"].SS),
        string.Join('\t', item["episodes"].M.Select(episode => $"{episode.Key}={episode.Value.S}")));

    private static Item Unpack(string pk, string packed)
    {
        var lines = packed.Split('\n');
        return new()
        {
            ["pk"] = new() { S = pk },
            ["version"] = new() { N = lines[0] },
            ["apps"] = new() { SS = [.. lines[1].Split('\t')] },
            ["networks"] = new() { SS = [.. lines[2].Split('\t')] },
            ["episodes"] = new() { M = lines[3].Split('\t').Select(episode => episode.Split('=')).ToDictionary(episode => episode[0], episode => new AttributeValue { S = episode[1] }) },
        };
    }
}
