using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Removals;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;

namespace Podcast.Functions.MediaRemoval;

/// <summary>What a removal needs of the catalog: whether it still holds, and the items of a deleted show.</summary>
internal sealed class RemovalGuard(IAmazonDynamoDB dynamoDb, string tableName)
{
    private const int Parallel = 8;

    /// <summary>Whether the feed has audio under the prefix after all: a removal of a replaced recording is written down before the new one counts.</summary>
    public async Task<bool> IsInUseAsync(Removal removal, CancellationToken cancellationToken)
    {
        if (removal.MediaPrefix.Split('/') is not ["media", var show, var episode, { Length: > 0 }, ..])
        {
            return false;
        }

        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = RecordingItems.Key(show, episode), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item
            && item.FindText("file") is { } file
            && $"{Removal.Prefix(show, episode)}{file}".StartsWith(removal.MediaPrefix, StringComparison.Ordinal);
    }

    /// <summary>Deletes all episodes of a show; what stays of the show speaks for them.</summary>
    public async Task DeleteEpisodesAsync(string show, CancellationToken cancellationToken)
    {
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await dynamoDb.QueryAsync(
                new QueryRequest
                {
                    TableName = tableName,
                    KeyConditionExpression = "pk = :show AND begins_with(sk, :episode)",
                    ExpressionAttributeValues = new() { [":show"] = RecordingItems.Key(show, "")["pk"], [":episode"] = RecordingItems.Key(show, "")["sk"] },
                    ProjectionExpression = "pk, sk",
                    ExclusiveStartKey = start,
                },
                cancellationToken).ConfigureAwait(false);
            await System.Threading.Tasks.Parallel.ForEachAsync(
                page.Items ?? [],
                new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
                async (key, end) => await dynamoDb.DeleteItemAsync(new DeleteItemRequest { TableName = tableName, Key = key }, end).ConfigureAwait(false)).ConfigureAwait(false);
            start = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null);
    }
}
