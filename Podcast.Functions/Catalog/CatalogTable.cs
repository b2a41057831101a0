using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.Catalog;

/// <summary>Shows and episodes in the Catalog table.</summary>
internal sealed class CatalogTable(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    private readonly ConditionalWrites _writes = new(dynamoDb);

    public async Task<Show?> FindShowAsync(string show, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = CatalogItems.ShowKey(show) }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item && !CatalogItems.IsDeleted(item) ? CatalogItems.ReadShow(item) : null;
    }

    /// <summary>The show that stands in entries under this code; null when there is none any more.</summary>
    public async Task<Show?> FindShowByCodeAsync(string code, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = CatalogItems.ShowCodeKey(code) }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item
            ? await FindShowAsync(item.GetText("show"), cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>All shows, by id.</summary>
    public async Task<IReadOnlyList<Show>> ListShowsAsync(CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await dynamoDb.QueryAsync(
                new QueryRequest
                {
                    TableName = tableName,
                    KeyConditionExpression = "pk = :pk",
                    ExpressionAttributeValues = new() { [":pk"] = Text(CatalogItems.ShowList) },
                    ConsistentRead = true,
                    ExclusiveStartKey = start,
                },
                cancellationToken).ConfigureAwait(false);
            ids.AddRange((page.Items ?? []).Select(item => item.GetText("sk")));
            start = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null);

        var items = await BatchReader.ReadAsync(
            dynamoDb, tableName, ids.Select(CatalogItems.ShowKey), consistent: true, time, cancellationToken).ConfigureAwait(false);
        return [.. items.Where(item => !CatalogItems.IsDeleted(item)).Select(CatalogItems.ReadShow).OrderBy(show => show.Id, StringComparer.Ordinal)];
    }

    /// <returns>False when somebody else wrote this version.</returns>
    public Task<bool> TryUpdateShowAsync(Show changed, CancellationToken cancellationToken) => _writes.TryPutAsync(
        new()
        {
            TableName = tableName,
            Item = CatalogItems.From(changed),
            ConditionExpression = "#version = :readVersion",
            ExpressionAttributeNames = new() { ["#version"] = "version" },
            ExpressionAttributeValues = new() { [":readVersion"] = Number(changed.Version - 1) },
        },
        cancellationToken);

    /// <summary>Which of these shows do not exist.</summary>
    public async Task<IReadOnlyList<string>> FindMissingShowsAsync(IReadOnlyCollection<string> shows, CancellationToken cancellationToken)
    {
        var found = await BatchReader.ReadAsync(
            dynamoDb, tableName, shows.Select(CatalogItems.ShowKey), consistent: true, time, cancellationToken).ConfigureAwait(false);
        return [.. shows.Except(found.Where(item => !CatalogItems.IsDeleted(item)).Select(CatalogItems.ReadShowId))];
    }

    /// <returns>What stands in the way.</returns>
    /// <exception cref="TransactionConflictException">Another write was at the same items.</exception>
    public async Task<ShowCreation> TryCreateShowAsync(Show show, CancellationToken cancellationToken)
    {
        var code = AccessEntry.ShowCode(show.Id);
        var result = await _writes.TryWriteAsync(
            [
                new() { Put = new() { TableName = tableName, Item = CatalogItems.From(show), ConditionExpression = "attribute_not_exists(pk)" } },
                new() { Put = new() { TableName = tableName, Item = CatalogItems.ListedShow(show.Id) } },
                new()
                {
                    Put = new()
                    {
                        TableName = tableName,
                        Item = CatalogItems.ShowCode(code, show.Id),
                        ConditionExpression = "attribute_not_exists(pk) OR #show = :show",
                        ExpressionAttributeNames = new() { ["#show"] = "show" },
                        ExpressionAttributeValues = new() { [":show"] = Text(show.Id) },
                    },
                },
            ],
            cancellationToken).ConfigureAwait(false);
        return result.IsWritten ? ShowCreation.Created
            : result.Failed(0) ? ShowCreation.IdTaken
            : result.Failed(2) ? ShowCreation.CodeTaken
            : throw new TransactionConflictException("Another write was at the show's items.");
    }

    /// <summary>An episode of any state, as it is now.</summary>
    public async Task<EpisodeState?> FindEpisodeAsync(string show, string episode, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = RecordingItems.Key(show, episode), ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item && !CatalogItems.IsDeleted(item) ? CatalogItems.ReadEpisodeState(item) : null;
    }

    /// <summary>Dates a change of the show's feed; what leaves a feed has no date of its own there.</summary>
    public async Task TouchFeedAsync(string show, CancellationToken cancellationToken)
    {
        try
        {
            await dynamoDb.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = tableName,
                    Key = CatalogItems.ShowKey(show),
                    UpdateExpression = "SET updatedAt = :now",
                    ConditionExpression = "attribute_exists(pk) AND attribute_not_exists(deletedAt)",
                    ExpressionAttributeValues = new() { [":now"] = Number(time.GetUtcNow().ToUnixTimeSeconds()) },
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ConditionalCheckFailedException)
        {
            // Without a show there is no feed.
        }
    }

    /// <returns>False when the show has an episode of this id.</returns>
    public Task<bool> TryCreateEpisodeAsync(EpisodeState episode, CancellationToken cancellationToken) =>
        TryCreateAsync(CatalogItems.From(episode), cancellationToken);

    private Task<bool> TryCreateAsync(Dictionary<string, AttributeValue> item, CancellationToken cancellationToken) => _writes.TryPutAsync(
        new() { TableName = tableName, Item = item, ConditionExpression = "attribute_not_exists(pk)" }, cancellationToken);

    /// <summary>A document of a feed, of the episodes that are published by <paramref name="now"/>.</summary>
    /// <param name="show">The show.</param>
    /// <param name="archive">The number of an archive; null for the document that apps subscribe to.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null when there is no such archive.</returns>
    public async Task<FeedPage?> FindFeedAsync(string show, int? archive, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (archive is null)
        {
            var newest = await ReadFeedAsync(show, now, ascending: false, start: null, cancellationToken).ConfigureAwait(false);
            return newest.Count < FeedPage.Length
                ? new(newest)
                : new(newest, LastArchive: FeedPage.CountArchives(await CountFeedAsync(show, now, cancellationToken).ConfigureAwait(false)));
        }

        var last = FeedPage.CountArchives(await CountFeedAsync(show, now, cancellationToken).ConfigureAwait(false));
        if (archive > last)
        {
            return null;
        }

        Dictionary<string, AttributeValue>? start = null;
        for (var i = 1; i < archive; i++)
        {
            start = await SkipFeedAsync(show, now, FeedPage.Length, start, cancellationToken).ConfigureAwait(false);
            if (start is null)
            {
                return null;
            }
        }

        var episodes = await ReadFeedAsync(show, now, ascending: true, start, cancellationToken).ConfigureAwait(false);
        episodes.Reverse();
        return new(episodes, archive, last);
    }

    private async Task<List<Episode>> ReadFeedAsync(
        string show, DateTimeOffset now, bool ascending, Dictionary<string, AttributeValue>? start, CancellationToken cancellationToken)
    {
        var episodes = new List<Episode>();
        do
        {
            var query = FeedQuery(show, now, start);
            query.ScanIndexForward = ascending;
            query.Limit = FeedPage.Length - episodes.Count;
            var page = await dynamoDb.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            episodes.AddRange((page.Items ?? []).Select(CatalogItems.ReadEpisode));
            start = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null && episodes.Count < FeedPage.Length);

        return episodes;
    }

    private async Task<int> CountFeedAsync(string show, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = 0;
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var query = FeedQuery(show, now, start);
            query.Select = Select.COUNT;
            var page = await dynamoDb.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            count += page.Count ?? 0;
            start = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null);

        return count;
    }

    /// <returns>Where to go on.</returns>
    private async Task<Dictionary<string, AttributeValue>?> SkipFeedAsync(
        string show, DateTimeOffset now, int episodes, Dictionary<string, AttributeValue>? start, CancellationToken cancellationToken)
    {
        do
        {
            var query = FeedQuery(show, now, start);
            query.Select = Select.COUNT;
            query.Limit = episodes;
            var page = await dynamoDb.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            episodes -= page.Count ?? 0;
            start = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null && episodes > 0);

        return start;
    }

    private QueryRequest FeedQuery(string show, DateTimeOffset now, Dictionary<string, AttributeValue>? start) => new()
    {
        TableName = tableName,
        IndexName = "byFeed",
        KeyConditionExpression = "feed = :feed AND publishedAt <= :now",
        FilterExpression = "attribute_not_exists(publication) OR publication = :published",
        ExpressionAttributeValues = new()
        {
            [":feed"] = Text(show),
            [":now"] = Number(now.ToUnixTimeSeconds()),
            [":published"] = Text(Publication.Published),
        },
        ScanIndexForward = true,
        ExclusiveStartKey = start,
    };

    /// <summary>Whether the address of an episode's audio belongs to something that its publisher took down or deleted.</summary>
    public async Task<bool> IsTakenDownAsync(string show, string episode, CancellationToken cancellationToken)
    {
        var item = await ReadAsync(RecordingItems.Key(show, episode), cancellationToken).ConfigureAwait(false);
        return item is null
            ? await IsShowDeletedAsync(show, cancellationToken).ConfigureAwait(false)
            : CatalogItems.IsDeleted(item) || item.FindText("publication") == Publication.Unpublished;
    }

    public async Task<bool> IsShowDeletedAsync(string show, CancellationToken cancellationToken) =>
        await ReadAsync(CatalogItems.ShowKey(show), cancellationToken).ConfigureAwait(false) is { } item && CatalogItems.IsDeleted(item);

    private async Task<Dictionary<string, AttributeValue>?> ReadAsync(Dictionary<string, AttributeValue> key, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = key, ConsistentRead = true }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? item : null;
    }
}
