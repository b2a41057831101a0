using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.EventPublisher;

/// <summary>Episodes whose time has not come, in the Catalog table: nothing changes when it comes, so it is written down.</summary>
internal sealed class Announcements(IAmazonDynamoDB dynamoDb, string tableName)
{
    private const string KeyPrefix = "ANNOUNCEMENT#";
    private const string Work = "announce";

    /// <summary>Writes down when to announce an episode, in place of what was written before.</summary>
    public Task PutAsync(string show, string episode, long at, CancellationToken cancellationToken)
    {
        var item = Key(show, episode);
        item["work"] = Text(Work);
        item["workAt"] = Number(at);
        return dynamoDb.PutItemAsync(new PutItemRequest { TableName = tableName, Item = item }, cancellationToken);
    }

    /// <summary>The episodes whose time has come, and when it came.</summary>
    public async Task<IReadOnlyList<(string Show, string Episode, long At)>> FindDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.QueryAsync(
            new QueryRequest
            {
                TableName = tableName,
                IndexName = "byWork",
                KeyConditionExpression = "#work = :work AND workAt <= :now",
                ExpressionAttributeNames = new() { ["#work"] = "work" },
                ExpressionAttributeValues = new() { [":work"] = Text(Work), [":now"] = Number(now.ToUnixTimeSeconds()) },
                Limit = limit,
            },
            cancellationToken).ConfigureAwait(false);
        return [.. (response.Items ?? []).Select(item => (item.GetText("pk")[KeyPrefix.Length..], item.GetText("sk"), item.GetNumber("workAt")))];
    }

    /// <returns>The episode's item as it is now; null when it is gone.</returns>
    public async Task<Dictionary<string, AttributeValue>?> FindEpisodeAsync(string show, string episode, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = RecordingItems.Key(show, episode), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? item : null;
    }

    /// <summary>It is done; one that was written down in the meantime stays.</summary>
    public async Task DeleteAsync(string show, string episode, long at, CancellationToken cancellationToken)
    {
        try
        {
            await dynamoDb.DeleteItemAsync(
                new DeleteItemRequest
                {
                    TableName = tableName,
                    Key = Key(show, episode),
                    ConditionExpression = "workAt = :seen",
                    ExpressionAttributeValues = new() { [":seen"] = Number(at) },
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConditionalCheckFailedException)
        {
            // Another time was set, or another run has done it.
        }
    }

    private static Dictionary<string, AttributeValue> Key(string show, string episode) => new()
    {
        ["pk"] = Text(KeyPrefix + show),
        ["sk"] = Text(episode),
    };
}
