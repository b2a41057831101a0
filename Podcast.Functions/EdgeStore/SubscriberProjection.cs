using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using static Podcast.Functions.Storage.ItemAttributes;

namespace Podcast.Functions.EdgeStore;

/// <summary>Reads items and projects them to the entries that the store should have.</summary>
internal sealed class SubscriberProjection(IAmazonDynamoDB dynamoDb, string tableName, TimeProvider time)
{
    /// <summary>https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores</summary>
    private const int MaxValueLength = 1024;

    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>The operations for each change, in the same order; an <see cref="InvalidDataException"/> for an invalid item.</summary>
    public async Task<IReadOnlyList<Projection>> ReadAsync(IReadOnlyList<ItemChange> changes, CancellationToken cancellationToken)
    {
        var items = await BatchReader.ReadAsync(
            dynamoDb,
            tableName,
            changes.Select(change => new Dictionary<string, AttributeValue> { ["pk"] = Text(change.ItemKey) }),
            consistent: true,
            time,
            cancellationToken).ConfigureAwait(false);
        var byKey = items.ToDictionary(item => item.GetText("pk"), StringComparer.Ordinal);
        return [.. changes.Select(change => Project(change, byKey.GetValueOrDefault(change.ItemKey)))];
    }

    /// <summary>The entries that the store should have for an item, by key.</summary>
    /// <param name="itemKey">The item's key: of a subscriber or of a signing key.</param>
    /// <param name="item">The item; null when there is none.</param>
    /// <param name="now">Decides what has lapsed.</param>
    /// <exception cref="InvalidDataException">The item is invalid, or does not fit the store's limits.</exception>
    public static IReadOnlyDictionary<string, string> Of(string itemKey, Dictionary<string, AttributeValue>? item, DateTimeOffset now)
    {
        var wanted = item is null ? Nothing
            : IsSigningKey(itemKey) ? StoreProjection.Of(SigningKeyItem.Read(item))
            : StoreProjection.Of(SubscriberItem.Read(item), now);
        foreach (var (key, value) in wanted)
        {
            // UpdateKeys fails as a whole when the store rejects one key or value.
            if (key.Length != (IsSigningKey(itemKey) ? SigningKey.IdLength + 1 : Digest.Length) || value.Length > MaxValueLength)
            {
                throw new InvalidDataException("The item's token hash, key id or shows exceed the store's limits.");
            }
        }

        return wanted;
    }

    public static bool IsSigningKey(string itemKey) => itemKey.StartsWith(SigningKeyItem.KeyPrefix, StringComparison.Ordinal);

    private Projection Project(ItemChange change, Dictionary<string, AttributeValue>? item)
    {
        try
        {
            var isSigningKey = IsSigningKey(change.ItemKey);
            var wanted = Of(change.ItemKey, item, time.GetUtcNow());
            return new(
                change,
                [
                    .. change.StoreKeys.Union(wanted.Keys, StringComparer.Ordinal)
                        .Select(key => new StoreOperation(key, wanted.GetValueOrDefault(key), MayBeLeftOut: !isSigningKey)),
                ],
                null);
        }
        catch (InvalidDataException invalid)
        {
            return new(change, [], invalid);
        }
    }
}
