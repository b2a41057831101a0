namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>How a question to the origin ended.</summary>
internal enum FetchKind
{
    /// <summary>The answer is in the cache; its body may still be coming.</summary>
    Stored,

    /// <summary>The cached answer is still good.</summary>
    Confirmed,

    /// <summary>The origin failed, and the cached answer may be used in spite of its age.</summary>
    StaleUsable,

    /// <summary>The answer is not kept: it belongs to whoever asked.</summary>
    NotKept,

    /// <summary>The origin could not be reached.</summary>
    Unreachable,

    /// <summary>The origin did not answer in time.</summary>
    TimedOut,
}
