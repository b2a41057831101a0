using System.Text;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>Pages through sorted keys. A common prefix costs one search, however many keys it stands for.</summary>
internal static class ObjectLister
{
    /// <param name="sorted">Items by the bytes of their keys.</param>
    /// <param name="query">What to list.</param>
    /// <param name="find">The object of an item, or <see langword="null"/> for one that is not listed.</param>
    public static ObjectPage List<T>(List<(byte[] Key, T Item)> sorted, ObjectQuery query, Func<T, StoredObject?> find)
    {
        var prefix = Encoding.UTF8.GetBytes(query.Prefix);
        var delimiter = Encoding.UTF8.GetBytes(query.Delimiter);
        var after = Encoding.UTF8.GetBytes(query.After);
        var objects = new List<StoredObject>();
        var commonPrefixes = new List<string>();
        string? last = null;

        var index = FirstBehind(sorted, 0, key => key.AsSpan().SequenceCompareTo(prefix) < 0);
        index = FirstBehind(sorted, index, key => after.Length > 0 && key.AsSpan().SequenceCompareTo(after) <= 0);
        while (index < sorted.Count && sorted[index].Key.AsSpan().StartsWith(prefix))
        {
            var key = sorted[index].Key;
            if (find(sorted[index].Item) is not { } item)
            {
                index++;
                continue;
            }

            var end = delimiter.Length == 0 ? -1 : key.AsSpan(prefix.Length).IndexOf(delimiter);
            var common = end < 0 ? null : key[..(prefix.Length + end + delimiter.Length)];
            if (common is not null && common.AsSpan().SequenceCompareTo(after) <= 0)
            {
                // The previous page ended with this common prefix, or after it.
                index = BehindPrefix(sorted, index, common);
                continue;
            }

            if (objects.Count + commonPrefixes.Count >= query.MaxKeys)
            {
                return new(objects, commonPrefixes, last);
            }

            if (common is null)
            {
                objects.Add(item);
                last = item.Key;
                index++;
            }
            else
            {
                last = Encoding.UTF8.GetString(common);
                commonPrefixes.Add(last);
                index = BehindPrefix(sorted, index, common);
            }
        }

        return new(objects, commonPrefixes, null);
    }

    private static int BehindPrefix<T>(List<(byte[] Key, T Item)> sorted, int start, byte[] prefix) =>
        FirstBehind(sorted, start, key => key.AsSpan().StartsWith(prefix));

    /// <summary>The first index, from a start on, whose key is not before the goal.</summary>
    private static int FirstBehind<T>(List<(byte[] Key, T Item)> sorted, int start, Func<byte[], bool> isBefore)
    {
        var (low, high) = (start, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = isBefore(sorted[middle].Key) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
