using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>The range that a viewer asks for. What is no range is ignored: the whole object is sent, as RFC 9110 allows.</summary>
internal static class ViewerRange
{
    private const int MaxRanges = 64;

    /// <summary>The range in an object of known size; <see langword="null"/> when the whole is to be sent.</summary>
    public static ByteRange? Find(IHeaderDictionary headers, CacheEntry entry)
    {
        if (headers.Range.Count != 1 || entry.IsHead || entry.Status != StatusCodes.Status200OK || !MatchesIfRange(headers.IfRange.ToString(), entry))
        {
            return null;
        }

        return ByteRange.Parse(headers.Range, entry.Body.Length);
    }

    /// <summary>
    /// Several ranges, in ascending order and apart from each other; <see langword="null"/> for all else. See
    /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RangeGETs.html.
    /// </summary>
    public static IReadOnlyList<ByteRange>? FindSeveral(IHeaderDictionary headers, CacheEntry entry)
    {
        const string unit = "bytes=";
        if (headers.Range.Count != 1 || entry.IsHead || entry.Status != StatusCodes.Status200OK || headers.Range.ToString() is not { } text
            || !text.StartsWith(unit, StringComparison.Ordinal) || !text.Contains(',', StringComparison.Ordinal) || !MatchesIfRange(headers.IfRange.ToString(), entry))
        {
            return null;
        }

        var ranges = new List<ByteRange>();
        var end = 0L;
        foreach (var part in text[unit.Length..].Split(',', StringSplitOptions.TrimEntries))
        {
            if (ranges.Count == MaxRanges || ByteRange.Parse(unit + part, entry.Body.Length) is not { IsSatisfiable: true } range || range.Offset < end)
            {
                return null;
            }

            ranges.Add(range);
            end = range.Offset + range.Length;
        }

        return ranges;
    }

    /// <summary>Whether this is a single range, which an origin can be asked for.</summary>
    public static bool IsSingle(IHeaderDictionary headers) =>
        headers.Range.Count == 1 && headers.Range.ToString() is { } text
        && text.StartsWith("bytes=", StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal);

    private static bool MatchesIfRange(string ifRange, CacheEntry entry) =>
        ifRange.Length == 0 || (ifRange.StartsWith('"') && ifRange == entry.ETag) || ifRange == entry.Header("Last-Modified");
}
