namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>One cached response.</summary>
internal sealed class CacheEntry(string key, int status, IReadOnlyList<KeyValuePair<string, string[]>> headers, CachedBody body, Freshness freshness)
{
    private volatile Freshness _freshness = freshness;
    private volatile IReadOnlyList<KeyValuePair<string, string[]>> _headers = headers;

    public string Key => key;

    /// <summary>The origin's; a part of an object is kept as the object, so never 206.</summary>
    public int Status => status;

    public CachedBody Body => body;

    /// <summary>Whether this is the response to a HEAD: it has no body.</summary>
    public bool IsHead { get; init; }

    /// <summary>For the response to a HEAD: how long the body would be, if the origin said so.</summary>
    public long? HeadLength { get; init; }

    /// <summary>Those of the origin, without the body's length.</summary>
    public IReadOnlyList<KeyValuePair<string, string[]>> Headers => _headers;

    public Freshness Freshness
    {
        get => _freshness;
        set => _freshness = value;
    }

    public string? ETag => Header("ETag");

    /// <summary>Whether parts that come later can be told to be of the same object.</summary>
    public bool HasStrongETag => new CacheEntryHeaders(_headers).HasStrongETag;

    public string? Header(string name) => new CacheEntryHeaders(_headers).Find(name);

    /// <summary>Takes the headers of a response that confirmed this one.</summary>
    public void Update(IEnumerable<KeyValuePair<string, string[]>> confirmed)
    {
        // Type and coding are the body's, which did not change.
        List<KeyValuePair<string, string[]>> updates =
            [.. confirmed.Where(header => !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && header.Key != "Age")];
        var updated = new CacheEntryHeaders(updates);
        _headers = [.. _headers.Where(header => updated.Find(header.Key) is null), .. updates];
    }
}
