namespace Podcast.Functions.Subscriptions;

internal enum MergeOutcome
{
    /// <summary>There was nothing to do.</summary>
    Unchanged,

    /// <summary>It has the present form, and its address.</summary>
    Migrated,

    /// <summary>Another subscriber of the same address has its subscriptions now.</summary>
    Merged,

    /// <summary>Another subscriber has the same address, and both feeds play: neither may stop.</summary>
    KeptApart,
}
