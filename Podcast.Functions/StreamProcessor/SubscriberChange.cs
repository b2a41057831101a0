using Amazon.Lambda.DynamoDBEvents;
using Podcast.Functions.Domain;
using Podcast.Functions.EdgeStore;
using Podcast.Functions.Storage;

namespace Podcast.Functions.StreamProcessor;

/// <summary>
/// What a stream record says: which item changed, and which keys of the store stood for it before and after. What the item is now, the table
/// says; so a record that comes twice, or late, changes nothing.
/// </summary>
internal sealed record SubscriberChange(string SequenceNumber, string ItemKey, IReadOnlyList<string> StoreKeys)
{
    /// <returns>Null when the record is of an item that has no place in the store.</returns>
    public static SubscriberChange? Read(DynamoDBEvent.DynamodbStreamRecord record)
    {
        var change = record.Dynamodb;
        if (change?.Keys?.GetValueOrDefault("pk")?.S is not { } itemKey)
        {
            return null;
        }

        return itemKey.StartsWith(SubscriberItem.KeyPrefix, StringComparison.Ordinal)
            ? new(change.SequenceNumber, itemKey, [.. TokenHashes(change.OldImage), .. TokenHashes(change.NewImage)])
            : itemKey.StartsWith(SigningKeyItem.KeyPrefix, StringComparison.Ordinal)
            ? new(change.SequenceNumber, itemKey, ["k" + itemKey[SigningKeyItem.KeyPrefix.Length..]])
            : null;
    }

    /// <summary>All changes of one item as one, in the order of their first records.</summary>
    public static IReadOnlyList<ItemChange> Collapse(IEnumerable<SubscriberChange> changes) =>
    [
        .. changes
            .GroupBy(change => change.ItemKey, StringComparer.Ordinal)
            .Select(item => new ItemChange(
                item.Key,
                item.First().SequenceNumber,
                item.SelectMany(change => change.StoreKeys).Where(IsStoreKey).ToHashSet(StringComparer.Ordinal))),
    ];

    // What an item that makes no sense names is no key of the store.
    private static bool IsStoreKey(string? key) => key?.Length is Digest.Length or SigningKey.IdLength + 1;

    private static IEnumerable<string> TokenHashes(Dictionary<string, DynamoDBEvent.AttributeValue>? image)
    {
        if (image is null)
        {
            yield break;
        }

        if (image.TryGetValue("tokenHash", out var current) && current.S is { } hash)
        {
            yield return hash;
        }

        if (image.TryGetValue("formerTokens", out var former))
        {
            foreach (var value in former.L ?? [])
            {
                yield return value.S;
            }
        }
    }
}
