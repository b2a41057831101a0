using Podcast.LocalAws.Core;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>The range that a viewer asks for. More than one, or what is no range, is ignored: the whole object is sent, as RFC 9110 allows.</summary>
internal static class ViewerRange
{
    /// <summary>The range in an object of known size; <see langword="null"/> when the whole is to be sent.</summary>
    public static ByteRange? Find(IHeaderDictionary headers, CacheEntry entry)
    {
        if (headers.Range.Count != 1 || entry.Status != StatusCodes.Status200OK || !MatchesIfRange(headers.IfRange.ToString(), entry))
        {
            return null;
        }

        return ByteRange.Parse(headers.Range, entry.Body.Length);
    }

    /// <summary>Whether this is a single range, which an origin can be asked for.</summary>
    public static bool IsSingle(IHeaderDictionary headers) =>
        headers.Range.Count == 1 && headers.Range.ToString() is { } text
        && text.StartsWith("bytes=", StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal);

    private static bool MatchesIfRange(string ifRange, CacheEntry entry) =>
        ifRange.Length == 0 || (ifRange.StartsWith('"') && ifRange == entry.ETag) || ifRange == entry.Header("Last-Modified");
}
