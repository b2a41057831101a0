using System.Text;

namespace Podcast.LocalAws.S3.Storage;

/// <summary>Pages through sorted items of which a key may have several.</summary>
internal static class MarkerLister
{
    /// <param name="sorted">By the bytes of the keys; under a key in the order of the listing.</param>
    /// <param name="query">What to list.</param>
    public static MarkerPage<T> List<T>(IEnumerable<MarkerItem<T>> sorted, MarkerQuery query)
    {
        var prefix = Encoding.UTF8.GetBytes(query.Prefix);
        var delimiter = Encoding.UTF8.GetBytes(query.Delimiter);
        var items = new List<T>();
        var commonPrefixes = new List<string>();
        (string Key, string? Id)? last = null;
        byte[]? lastCommon = null;

        foreach (var (key, id, item) in Behind(sorted, query).Where(candidate => candidate.Key.AsSpan().StartsWith(prefix)))
        {
            var end = delimiter.Length == 0 ? -1 : key.AsSpan(prefix.Length).IndexOf(delimiter);
            var common = end < 0 ? null : key[..(prefix.Length + end + delimiter.Length)];
            if (common is not null
                && (common.AsSpan().SequenceEqual(lastCommon) || common.AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(query.KeyMarker)) <= 0))
            {
                continue;
            }

            if (items.Count + commonPrefixes.Count >= query.Max)
            {
                return new(items, commonPrefixes, last?.Key, last?.Id);
            }

            if (common is null)
            {
                items.Add(item);
                last = (Encoding.UTF8.GetString(key), id);
            }
            else
            {
                lastCommon = common;
                last = (Encoding.UTF8.GetString(common), null);
                commonPrefixes.Add(last.Value.Key);
            }
        }

        return new(items, commonPrefixes, null, null);
    }

    private static IEnumerable<MarkerItem<T>> Behind<T>(IEnumerable<MarkerItem<T>> sorted, MarkerQuery query)
    {
        var marker = Encoding.UTF8.GetBytes(query.KeyMarker);
        var isBehindId = false;
        foreach (var item in sorted)
        {
            var order = marker.Length == 0 ? 1 : item.Key.AsSpan().SequenceCompareTo(marker);
            if (order > 0 || (order == 0 && isBehindId))
            {
                yield return item;
            }
            else if (order == 0 && item.Id == query.IdMarker)
            {
                isBehindId = true;
            }
        }
    }
}
