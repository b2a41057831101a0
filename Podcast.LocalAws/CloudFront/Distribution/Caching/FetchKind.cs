namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>How a request to the origin ended.</summary>
internal enum FetchKind
{
    /// <summary>The response is in the cache; its body may still be coming.</summary>
    Stored,

    /// <summary>The cached response is still good.</summary>
    Confirmed,

    /// <summary>The origin failed, and the cached response may be used in spite of its age.</summary>
    StaleUsable,

    /// <summary>The response is not kept: it belongs to whoever requested it.</summary>
    NotKept,

    /// <summary>The origin could not be reached.</summary>
    Unreachable,

    /// <summary>The origin did not respond in time.</summary>
    TimedOut,
}
