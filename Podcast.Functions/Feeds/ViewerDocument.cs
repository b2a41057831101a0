using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;

namespace Podcast.Functions.Feeds;

/// <summary>A feed or a page for one subscriber, as a response: validated with every request, compressed as the viewer takes it.</summary>
/// <param name="Content">In UTF-8.</param>
/// <param name="ContentType">Its media type.</param>
internal sealed record ViewerDocument(ReadOnlyMemory<byte> Content, string ContentType)
{
    private const int TagBytes = 9;

    /// <summary>When the content was changed last; null when its date says nothing about it.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>What is sent as that date; null for none.</summary>
    public DateTimeOffset? Shown { get; init; }

    /// <summary>Null for that of the distribution.</summary>
    public string? ContentSecurityPolicy { get; init; }

    public APIGatewayHttpApiV2ProxyResponse Respond(FeedConditions conditions)
    {
        var tag = TagOf(Content.Span);
        var encoding = FeedEncoding.Choose(conditions.AcceptEncoding);
        var headers = new Dictionary<string, string>
        {
            // Every request reaches the function, so that the end of a subscription shows at once; what is unchanged costs a 304.
            ["cache-control"] = "private, no-cache",
            ["etag"] = encoding is null ? $"\"{tag}\"" : $"\"{tag}-{encoding}\"",
            ["vary"] = "accept-encoding, sec-fetch-dest",
            ["x-robots-tag"] = "noindex",
        };
        if (Shown is { } shown)
        {
            headers["last-modified"] = FeedDate.Format(shown.ToUnixTimeSeconds());
        }

        if (ContentSecurityPolicy is not null)
        {
            headers["content-security-policy"] = ContentSecurityPolicy;
        }

        if (conditions.IsNotModified(tag, Modified))
        {
            return new() { StatusCode = 304, Headers = headers };
        }

        headers["content-type"] = ContentType;
        if (encoding is null)
        {
            return new() { StatusCode = 200, Headers = headers, Body = Encoding.UTF8.GetString(Content.Span) };
        }

        headers["content-encoding"] = encoding;
        return new()
        {
            StatusCode = 200,
            Headers = headers,
            Body = Convert.ToBase64String(FeedEncoding.Compress(Content, encoding)),
            IsBase64Encoded = true,
        };
    }

    private static string TagOf(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, digest);
        return Base64Url.EncodeToString(digest[..TagBytes]);
    }
}
