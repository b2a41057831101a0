namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>Orders pairs by key alone, so that a set of pairs is a sorted dictionary that can also be entered in the middle.</summary>
internal sealed class KeyValueEntryComparer : IComparer<KeyValueEntry>
{
    public static readonly KeyValueEntryComparer Instance = new();

    public int Compare(KeyValueEntry? x, KeyValueEntry? y) => string.CompareOrdinal(x?.Key, y?.Key);
}
