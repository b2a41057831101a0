using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Benchmarks.Scale.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;
using Podcast.Tests.Testing.Infra;
using static Podcast.Tests.Testing.Benchmarks.CommittedInputs;

namespace Podcast.Tests.Integration.Benchmarks.Scale;

/// <summary>What the simulation says of the table's read units, against DynamoDB Local.</summary>
public sealed class MeasuredTableTests(DynamoDBLocalFixture dynamoDb)
{
    [Fact]
    public async Task ReadUnitsOfAComparison_OfATable_AreAsSimulated()
    {
        const int subscribers = 1_000;
        var cancelled = TestContext.Current.CancellationToken;
        using var client = new AmazonDynamoDBClient("access", "secret", new AmazonDynamoDBConfig { ServiceURL = (await dynamoDb.GetEndpointAsync()).ToString() });
        var table = Guid.NewGuid().ToString("N");
        await TemplateTables.CreateSubscribersAsync(client, table, cancelled);
        foreach (var numbers in Enumerable.Range(0, subscribers).Chunk(25))
        {
            await client.BatchWriteItemAsync(
                new BatchWriteItemRequest { RequestItems = new() { [table] = [.. numbers.Select(number => new WriteRequest(new PutRequest(SubscriberItem.From(Subscriber(number)))))] } },
                cancelled);
        }

        var scanned = await client.ScanAsync(
            new ScanRequest { TableName = table, ConsistentRead = true, ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL }, cancelled);

        Assert.Equal(subscribers, scanned.Count);
        AssertWithinAFifth(
            scanned.ConsumedCapacity.CapacityUnits!.Value, ScaleSimulation.ReadUnitsOfAComparison(Value with { MonthsOfLapsedSubscribers = 0 }, subscribers));
    }

    private static Subscriber Subscriber(int number)
    {
        var id = SubscriberId.OfLine("benchmark", $"{number}");
        return new()
        {
            Id = id,
            Email = $"listener{number:d4}@example.com",
            Subscriptions = [new() { Id = id, Shows = ["news", "interviews"], ExpiresAt = 1_800_000_000, CreatedAt = 1_700_000_000 }],
            KeyId = "01",
            TokenId = Digest.Hash($"id {number}"),
            TokenHash = Digest.Hash($"token {number}"),
            Version = 1,
            CreatedAt = 1_700_000_000,
            UpdatedAt = 1_700_000_000,
        };
    }
}
