using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Removals;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.MediaRemoval;

/// <summary>A publisher's changes of shows and episodes that are there. What they take out of feeds is written down as a removal in the same transaction.</summary>
internal sealed class CatalogChanges(IAmazonDynamoDB dynamoDb, string tableName, CatalogTable catalog, RemovalTable removals)
{
    private readonly ConditionalWrites _writes = new(dynamoDb);

    /// <summary>Writes what a publisher changes; what transcoding writes at the same time stays.</summary>
    /// <param name="changed">The episode, with the version after the one that was read.</param>
    /// <param name="removal">What has to go for it; null for nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when somebody else wrote this version, or, without a removal, while one of the episode is under way.</returns>
    public Task<bool> TryChangeAsync(EpisodeState changed, Removal? removal, CancellationToken cancellationToken) => TryWriteAsync(
        [ChangeOf(changed, CatalogItems.Changeable(changed)), removal is null ? NoRemovalOf(changed) : new() { Put = removals.ToPut(removal) }],
        changed.Show,
        cancellationToken);

    /// <summary>Writes which artwork, chapters and transcripts an episode has.</summary>
    /// <param name="changed">The episode, with the version after the one that was read.</param>
    /// <param name="former">What has to go for it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when somebody else wrote this version, or while a removal of the episode is under way.</returns>
    public Task<bool> TryChangeFilesAsync(EpisodeState changed, IEnumerable<Removal> former, CancellationToken cancellationToken) => TryWriteAsync(
        [
            ChangeOf(changed, CatalogItems.ChangeableFiles(changed)),
            NoRemovalOf(changed),
            .. former.Select(removal => new TransactWriteItem { Put = removals.ToPut(removal) }),
        ],
        changed.Show,
        cancellationToken);

    /// <summary>Takes down again what was brought back for a change that did not come about.</summary>
    public Task<bool> TryHideAgainAsync(string show, string episode, Removal removal, CancellationToken cancellationToken) => TryWriteAsync(
        [
            new()
            {
                ConditionCheck = new()
                {
                    TableName = tableName,
                    Key = RecordingItems.Key(show, episode),
                    ConditionExpression = "publication = :unpublished",
                    ExpressionAttributeValues = new() { [":unpublished"] = Text(Publication.Unpublished) },
                },
            },
            new() { Put = removals.ToPut(removal) },
        ],
        cancellationToken);

    /// <returns>False when somebody else wrote this version.</returns>
    public Task<bool> TryDeleteEpisodeAsync(EpisodeState read, Removal removal, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (condition, values) = IsVersion(read.Version);
        return TryWriteAsync(
            [
                new()
                {
                    Put = new()
                    {
                        TableName = tableName,
                        Item = CatalogItems.Deleted(RecordingItems.Key(read.Show, read.Id), now),
                        ConditionExpression = condition,
                        ExpressionAttributeNames = new() { ["#version"] = "version" },
                        ExpressionAttributeValues = values,
                    },
                },
                new() { Put = removals.ToPut(removal) },
            ],
            read.Show,
            cancellationToken);
    }

    /// <summary>The show leaves every list and feed; its code stays taken, so that an entry of the key-value store never opens another show.</summary>
    /// <returns>False when somebody else wrote this version.</returns>
    public Task<bool> TryDeleteShowAsync(Show read, Removal removal, DateTimeOffset now, CancellationToken cancellationToken) => TryWriteAsync(
        [
            new()
            {
                Put = new()
                {
                    TableName = tableName,
                    Item = CatalogItems.Deleted(CatalogItems.ShowKey(read.Id), now),
                    ConditionExpression = "#version = :read",
                    ExpressionAttributeNames = new() { ["#version"] = "version" },
                    ExpressionAttributeValues = new() { [":read"] = Number(read.Version) },
                },
            },
            new() { Delete = new() { TableName = tableName, Key = CatalogItems.ListedShow(read.Id) } },
            new() { Put = removals.ToPut(removal) },
        ],
        cancellationToken);

    private TransactWriteItem ChangeOf(EpisodeState changed, Dictionary<string, AttributeValue?> attributes)
    {
        var removed = attributes.Where(attribute => attribute.Value is null).Select(attribute => "#" + attribute.Key).ToArray();
        var (condition, values) = IsVersion(changed.Version - 1);
        foreach (var (name, value) in attributes.Where(attribute => attribute.Value is not null))
        {
            values[":" + name] = value!;
        }

        return new()
        {
            Update = new()
            {
                TableName = tableName,
                Key = RecordingItems.Key(changed.Show, changed.Id),
                UpdateExpression = "SET "
                    + string.Join(", ", attributes.Where(attribute => attribute.Value is not null).Select(attribute => $"#{attribute.Key} = :{attribute.Key}"))
                    + (removed.Length == 0 ? "" : " REMOVE " + string.Join(", ", removed)),
                ConditionExpression = condition,
                ExpressionAttributeNames = attributes.ToDictionary(attribute => "#" + attribute.Key, attribute => attribute.Key),
                ExpressionAttributeValues = values,
            },
        };
    }

    private TransactWriteItem NoRemovalOf(EpisodeState episode) => new() { ConditionCheck = removals.RequireNone(Removal.Prefix(episode.Show, episode.Id)) };

    // Episodes that nobody has changed yet may be without a version.
    private static (string Condition, Dictionary<string, AttributeValue> Values) IsVersion(long version) => (
        "attribute_exists(pk) AND attribute_not_exists(deletedAt) AND " + (version == 1 ? "(#version = :read OR attribute_not_exists(#version))" : "#version = :read"),
        new() { [":read"] = Number(version) });

    private async Task<bool> TryWriteAsync(List<TransactWriteItem> items, string show, CancellationToken cancellationToken)
    {
        if (!await TryWriteAsync(items, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await catalog.TouchFeedAsync(show, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> TryWriteAsync(List<TransactWriteItem> items, CancellationToken cancellationToken) =>
        (await _writes.TryWriteAsync(items, cancellationToken).ConfigureAwait(false)).IsWritten;
}
