using System.Collections.Frozen;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Policies;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>
/// Which responses CloudFront compresses, and how. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html.
/// </summary>
internal static class Compression
{
    private const long MinBytes = 1_000;
    private const long MaxBytes = 10_000_000;

    private static readonly FrozenSet<string> Types = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "application/dash+xml", "application/eot", "application/font", "application/font-sfnt", "application/javascript", "application/json",
        "application/opentype", "application/otf", "application/pdf", "application/pkcs7-mime", "application/protobuf", "application/rss+xml",
        "application/truetype", "application/ttf", "application/vnd.apple.mpegurl", "application/vnd.mapbox-vector-tile",
        "application/vnd.ms-fontobject", "application/wasm", "application/xhtml+xml", "application/xml", "application/x-font-opentype",
        "application/x-font-truetype", "application/x-font-ttf", "application/x-httpd-cgi", "application/x-javascript", "application/x-mpegurl",
        "application/x-opentype", "application/x-otf", "application/x-perl", "application/x-ttf", "font/eot", "font/opentype", "font/otf", "font/ttf",
        "image/svg+xml", "text/css", "text/csv", "text/html", "text/javascript", "text/js", "text/plain", "text/richtext",
        "text/tab-separated-values", "text/xml", "text/x-component", "text/x-java-source", "text/x-script", "vnd.apple.mpegurl");

    /// <summary>The coding for this viewer, Brotli before gzip; <see langword="null"/> when the response is sent as it is.</summary>
    public static string? CodingFor(BehaviorConfig behavior, HttpRequest request, CacheEntry entry)
    {
        if (!behavior.Compress
            || !HttpProtocol.IsHttp11(request.Protocol)
            || request.Headers.Range.Count > 0
            || entry.Status is not (StatusCodes.Status200OK or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
            || entry.Body.Length is < MinBytes or > MaxBytes
            || entry.Header("Content-Encoding") is not null
            || entry.Header("Content-Type") is not { } type
            || !Types.Contains(type.Split(';')[0].Trim()))
        {
            return null;
        }

        return Array.Find(["br", "gzip"], coding => behavior.Forwarding.Compresses(coding) && ContentCodings.Accepts(request.Headers.AcceptEncoding.ToString(), coding));
    }

    /// <summary>Changes the headers of a response whose body is compressed: its tag is no longer that of the same bytes.</summary>
    public static void Apply(IHeaderDictionary headers, string coding)
    {
        headers.ContentEncoding = coding;
        headers.ContentLength = null;
        headers.Remove("Accept-Ranges");
        if (headers.ETag.ToString() is { Length: > 0 } tag)
        {
            // A tag that is not quoted is none.
            headers.ETag = tag.StartsWith("W/", StringComparison.Ordinal) ? tag : tag.StartsWith('"') ? "W/" + tag : StringValues.Empty;
        }

        if (!headers.Vary.ToString().Contains("Accept-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            headers.Vary = headers.Vary.Count == 0 ? "Accept-Encoding" : $"{headers.Vary}, Accept-Encoding";
        }
    }

    public static Stream Wrap(Stream target, string coding) => coding == "br"
        ? new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true)
        : new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
}
