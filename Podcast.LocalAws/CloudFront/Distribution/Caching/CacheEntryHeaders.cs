namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>The headers of a response that may be kept.</summary>
internal sealed class CacheEntryHeaders(IReadOnlyList<KeyValuePair<string, string[]>> headers)
{
    public string? ETag => Find("ETag");

    public bool HasStrongETag => ETag is { } tag && tag.StartsWith('"');

    public string? Find(string name)
    {
        foreach (var (candidate, values) in headers)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            {
                return string.Join(", ", values);
            }
        }

        return null;
    }

    /// <summary>The headers of the whole object, of which the response may be a part: without those that each viewer's response has of its own.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> ForWhole() =>
        [.. headers.Where(header => !Is(header.Key, "Content-Range") && !Is(header.Key, "Content-Length") && !Is(header.Key, "Age"))];

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
