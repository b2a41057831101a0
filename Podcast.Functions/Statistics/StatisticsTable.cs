using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Statistics;

/// <summary>Reads the counts of a show.</summary>
internal sealed class StatisticsTable(IAmazonDynamoDB dynamoDb, string tableName)
{
    /// <summary>The downloads of these days, by day, episode and app.</summary>
    /// <param name="show">The show's id.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="limit">How many are read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when there are more.</returns>
    public Task<IReadOnlyList<DownloadCount>?> FindDownloadsAsync(string show, DateOnly from, DateOnly to, int limit, CancellationToken cancellationToken) =>
        QueryAsync(show, StatisticsItems.Downloads, from, to, limit, StatisticsItems.ReadDownloads, cancellationToken);

    /// <summary>The days on which listeners were seen to share.</summary>
    public async Task<IReadOnlyList<SharingCount>> ListSharingAsync(string show, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        await QueryAsync(show, StatisticsItems.Sharing, from, to, int.MaxValue, StatisticsItems.ReadSharing, cancellationToken).ConfigureAwait(false) ?? [];

    private async Task<IReadOnlyList<T>?> QueryAsync<T>(
        string show, string kind, DateOnly from, DateOnly to, int limit, Func<Dictionary<string, AttributeValue>, T> read, CancellationToken cancellationToken)
    {
        var found = new List<T>();
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await dynamoDb.QueryAsync(
                new QueryRequest
                {
                    TableName = tableName,
                    KeyConditionExpression = "pk = :pk AND sk BETWEEN :from AND :to",
                    ExpressionAttributeValues = new()
                    {
                        [":pk"] = Text(StatisticsItems.Show(show)),
                        [":from"] = Text(kind + StatisticsItems.Text(from)),
                        // '$' follows '#', which is between the day and the rest.
                        [":to"] = Text($"{kind}{StatisticsItems.Text(to)}$"),
                    },
                    ExclusiveStartKey = start,
                },
                cancellationToken).ConfigureAwait(false);
            found.AddRange((page.Items ?? []).Select(read));
            if (found.Count > limit)
            {
                return null;
            }

            start = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null);
        return found;
    }
}
