namespace Podcast.Tests.Testing.Functions;

/// <summary>A fault that the product must not have, put in to see that the histories find it.</summary>
public enum Sabotage
{
    None,

    /// <summary>Writes to the store go through whatever ETag they carry.</summary>
    StoreTakesAnyETag,

    /// <summary>The stream processor reads items as they were some writes ago.</summary>
    TableIsReadInconsistently,

    /// <summary>The cleanup writes without a condition.</summary>
    ExpiryIsUnconditional,

    /// <summary>What the stream processor reports as failed is taken for done.</summary>
    FailuresAreForgotten,

    /// <summary>The edge does not look at an entry's expiry.</summary>
    EdgeIgnoresExpiry,

    /// <summary>A comparison takes out only what it can name.</summary>
    OrphansAreKept,
}
