using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Catalog;

/// <summary>Lists the episodes of a show.</summary>
internal sealed class EpisodeQueries(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    private const string Index = "byShow";

    /// <summary>How many keys of the index a query looks at, and how many queries a page makes, where most episodes are of another state.</summary>
    private const int KeysPerQuery = 1000;
    private const int MostQueries = 5;

    /// <summary>
    /// Up to <paramref name="limit"/> episodes, newest first, as they are now. A page may hold fewer although the list goes on.
    /// </summary>
    /// <param name="show">The show.</param>
    /// <param name="state">One of <see cref="Publication"/>; null for all.</param>
    /// <param name="start">Where the page begins; null for the beginning of the list.</param>
    /// <param name="limit">100 at most.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<EpisodePage> ListAsync(string show, string? state, EpisodeCursor? start, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = new List<Dictionary<string, AttributeValue>>(limit);
        for (var query = 0; query < MostQueries; query++)
        {
            var request = ToQuery(show, state, now);
            request.Limit = state is null ? limit - found.Count : KeysPerQuery;
            request.ExclusiveStartKey = start?.ToKey(show);
            var page = await dynamoDb.QueryAsync(request, cancellationToken).ConfigureAwait(false);
            var room = limit - found.Count;
            found.AddRange((page.Items ?? []).Take(room));
            start = EpisodeCursor.After(state, page.Items?.Count > room ? found[^1] : page.LastEvaluatedKey);
            if (start is null || found.Count >= limit)
            {
                break;
            }
        }

        return new(await ReadAsync(found, state, now, cancellationToken).ConfigureAwait(false), start);
    }

    /// <summary>Those of these episodes that there are, in no order.</summary>
    public async Task<IReadOnlyList<EpisodeState>> FindAsync(string show, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var items = await BatchReader.ReadAsync(
            dynamoDb, tableName, ids.Select(id => RecordingItems.Key(show, id)), consistent: true, time, cancellationToken).ConfigureAwait(false);
        return [.. items.Where(item => item.ContainsKey("publishedAt")).Select(CatalogItems.ReadEpisodeState)];
    }

    // The index runs a moment behind.
    private async Task<IReadOnlyList<EpisodeState>> ReadAsync(
        List<Dictionary<string, AttributeValue>> found, string? state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var keys = found.Select(RecordingItems.ReadKey).ToArray();
        var items = await BatchReader.ReadAsync(
            dynamoDb, tableName, keys.Select(key => RecordingItems.Key(key.Show, key.Episode)), consistent: true, time, cancellationToken).ConfigureAwait(false);
        var byId = items.Where(item => item.ContainsKey("publishedAt"))
            .Select(CatalogItems.ReadEpisodeState)
            .Where(episode => state is null || episode.StateAt(now) == state)
            .ToDictionary(episode => episode.Id, StringComparer.Ordinal);
        return [.. keys.Select(key => byId.GetValueOrDefault(key.Episode)).OfType<EpisodeState>()];
    }

    private QueryRequest ToQuery(string show, string? state, DateTimeOffset now)
    {
        var request = new QueryRequest
        {
            TableName = tableName,
            IndexName = Index,
            KeyConditionExpression = "pk = :show",
            ExpressionAttributeValues = new() { [":show"] = RecordingItems.Key(show, "")["pk"] },
            ScanIndexForward = false,
        };
        if (state is null)
        {
            return request;
        }

        request.FilterExpression = "publication = :publication";
        request.ExpressionAttributeValues[":publication"] = Text(state);
        if (state is Publication.Published or Publication.Scheduled)
        {
            request.KeyConditionExpression += state == Publication.Published ? " AND publishedAt <= :now" : " AND publishedAt > :now";
            request.FilterExpression += " OR attribute_not_exists(publication)";
            request.ExpressionAttributeValues[":publication"] = Text(Publication.Published);
            request.ExpressionAttributeValues[":now"] = Number(now.ToUnixTimeSeconds());
        }

        return request;
    }
}
