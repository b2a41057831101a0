using Microsoft.Net.Http.Headers;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>Conditional requests of viewers, decided by a cached response. See RFC 9110, 13.2.2.</summary>
internal static class ViewerConditions
{
    private static readonly string[] Names = ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"];

    public static bool HasAny(IHeaderDictionary headers) => Names.Any(headers.ContainsKey);

    /// <returns>304, 412, or <see langword="null"/> when the response is to be sent.</returns>
    public static int? Decide(IHeaderDictionary headers, CacheEntry entry)
    {
        if (entry.Status != StatusCodes.Status200OK)
        {
            return null;
        }

        var modified = HeaderUtilities.TryParseDate(entry.Header("Last-Modified"), out var date) ? date : (DateTimeOffset?)null;
        if (headers.TryGetValue("If-Match", out var ifMatch))
        {
            if (!Matches(ifMatch.ToString(), entry.ETag, isStrong: true))
            {
                return StatusCodes.Status412PreconditionFailed;
            }
        }
        else if (HeaderUtilities.TryParseDate(headers.IfUnmodifiedSince.ToString(), out var unmodifiedSince) && modified > unmodifiedSince)
        {
            return StatusCodes.Status412PreconditionFailed;
        }

        if (headers.TryGetValue("If-None-Match", out var ifNoneMatch))
        {
            return Matches(ifNoneMatch.ToString(), entry.ETag, isStrong: false) ? StatusCodes.Status304NotModified : null;
        }

        return HeaderUtilities.TryParseDate(headers.IfModifiedSince.ToString(), out var modifiedSince) && modified <= modifiedSince
            ? StatusCodes.Status304NotModified
            : null;
    }

    private static bool Matches(string header, string? etag, bool isStrong) => etag is not null
        && header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || (isStrong ? tag == etag && !tag.StartsWith("W/", StringComparison.Ordinal) : Opaque(tag) == Opaque(etag)));

    private static string Opaque(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
