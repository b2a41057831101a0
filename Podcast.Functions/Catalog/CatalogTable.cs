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
    /// <summary>How many episodes a feed lists.</summary>
    public const int FeedLength = 200;

    private readonly ConditionalWrites _writes = new(dynamoDb);

    public async Task<Show?> FindShowAsync(string show, CancellationToken cancellationToken)
    {
        var response = await dynamoDb.GetItemAsync(
            new GetItemRequest { TableName = tableName, Key = CatalogItems.ShowKey(show) }, cancellationToken).ConfigureAwait(false);
        return response.Item is { Count: > 0 } item ? CatalogItems.ReadShow(item) : null;
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
        return [.. items.Select(CatalogItems.ReadShow).OrderBy(show => show.Id, StringComparer.Ordinal)];
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
        return [.. shows.Except(found.Select(CatalogItems.ReadShowId))];
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
        return response.Item is { Count: > 0 } item ? CatalogItems.ReadEpisodeState(item) : null;
    }

    /// <summary>Writes what a publisher changes; what transcoding writes at the same time stays.</summary>
    /// <returns>False when somebody else wrote this version.</returns>
    public Task<bool> TryChangeEpisodeAsync(EpisodeState changed, CancellationToken cancellationToken)
    {
        var attributes = CatalogItems.Changeable(changed).ToList();
        return _writes.TryUpdateAsync(
            new()
            {
                TableName = tableName,
                Key = RecordingItems.Key(changed.Show, changed.Id),
                UpdateExpression = "SET " + string.Join(", ", attributes.Select(attribute => $"#{attribute.Key} = :{attribute.Key}")),
                // Episodes that nobody has changed yet may be without a version.
                ConditionExpression = "attribute_exists(pk) AND "
                    + (changed.Version == 2 ? "(#version = :read OR attribute_not_exists(#version))" : "#version = :read"),
                ExpressionAttributeNames = attributes.ToDictionary(attribute => "#" + attribute.Key, attribute => attribute.Key),
                ExpressionAttributeValues = new(attributes.ToDictionary(attribute => ":" + attribute.Key, attribute => attribute.Value))
                {
                    [":read"] = Number(changed.Version - 1),
                },
            },
            cancellationToken);
    }

    /// <returns>False when the show has an episode of this id.</returns>
    public Task<bool> TryCreateEpisodeAsync(Episode episode, CancellationToken cancellationToken) =>
        TryCreateAsync(CatalogItems.From(episode), cancellationToken);

    /// <returns>False when the show has an episode of this id.</returns>
    public Task<bool> TryCreateEpisodeAsync(EpisodeState episode, CancellationToken cancellationToken) =>
        TryCreateAsync(CatalogItems.From(episode), cancellationToken);

    private Task<bool> TryCreateAsync(Dictionary<string, AttributeValue> item, CancellationToken cancellationToken) => _writes.TryPutAsync(
        new() { TableName = tableName, Item = item, ConditionExpression = "attribute_not_exists(pk)" }, cancellationToken);

    /// <summary>The newest <see cref="FeedLength"/> episodes that are published by <paramref name="now"/>, newest first.</summary>
    public async Task<IReadOnlyList<Episode>> GetFeedAsync(string show, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var episodes = new List<Episode>();
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await dynamoDb.QueryAsync(
                new QueryRequest
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
                    ScanIndexForward = false,
                    Limit = FeedLength - episodes.Count,
                    ExclusiveStartKey = start,
                },
                cancellationToken).ConfigureAwait(false);
            episodes.AddRange((page.Items ?? []).Select(CatalogItems.ReadEpisode));
            start = page.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null && episodes.Count < FeedLength);

        return episodes;
    }
}
