using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Benchmarks.Sync;

/// <summary>A Subscribers table as docs/data-model.md has it, with many subscribers, of whom some are due.</summary>
internal static class SubscriberLoad
{
    private const int BatchSize = 25;
    private const int AtOnce = 4;

    public static async Task FillAsync(IAmazonDynamoDB dynamoDb, string table, int from, int to, int due, DateTimeOffset now) =>
        await Parallel.ForEachAsync(
            Enumerable.Range(from, to - from).Chunk(BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (numbers, cancellationToken) =>
            {
                var writes = numbers
                    .Select(number => new WriteRequest(new PutRequest(SubscriberItem.From(Create(number, now.AddDays(number < due ? -1 : 30))))))
                    .ToList();
                while (writes.Count > 0)
                {
                    var response = await dynamoDb.BatchWriteItemAsync(
                        new BatchWriteItemRequest { RequestItems = new() { [table] = writes } }, cancellationToken);
                    writes = response.UnprocessedItems?.GetValueOrDefault(table) ?? [];
                }
            });

    public static Subscriber Create(int number, DateTimeOffset expiresAt)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Id = "s" + text,
            Email = $"subscriber{text}@example.com",
            Subscriptions =
            [
                new()
                {
                    Id = "s" + text,
                    Shows = number % 2 == 0 ? ["news", "talk"] : ["news"],
                    ExpiresAt = expiresAt.ToUnixTimeSeconds(),
                    CreatedAt = 1_700_000_000,
                },
            ],
            KeyId = "01",
            TokenId = Digest.Hash("id" + text),
            TokenHash = Digest.Hash(text),
            Version = 1,
            CreatedAt = 1_700_000_000,
            UpdatedAt = 1_700_000_000,
        };
    }
}
