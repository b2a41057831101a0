namespace Podcast.Functions.StreamProcessor;

/// <summary>All records of a batch that are of one item, as one.</summary>
/// <param name="ItemKey">The item's key.</param>
/// <param name="FirstSequenceNumber">Where the stream has to be read again from, should this fail.</param>
/// <param name="StoreKeys">The store's keys that any of the records names.</param>
internal sealed record ItemChange(string ItemKey, string FirstSequenceNumber, IReadOnlySet<string> StoreKeys)
{
    /// <summary>In the order of their first records.</summary>
    public static IReadOnlyList<ItemChange> Collapse(IEnumerable<SubscriberChange> changes) =>
    [
        .. changes
            .GroupBy(change => change.ItemKey, StringComparer.Ordinal)
            .Select(item => new ItemChange(
                item.Key,
                item.First().SequenceNumber,
                item.SelectMany(change => change.StoreKeys).ToHashSet(StringComparer.Ordinal))),
    ];
}
