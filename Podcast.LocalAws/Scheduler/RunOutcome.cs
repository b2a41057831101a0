namespace Podcast.LocalAws.Scheduler;

/// <summary>The state of an invocation.</summary>
internal enum RunOutcome
{
    /// <summary>The target took it.</summary>
    Delivered,

    /// <summary>The last attempt failed; there will be another.</summary>
    Retrying,

    /// <summary>It failed for good, and the dead-letter queue has it.</summary>
    DeadLettered,

    /// <summary>It failed for good.</summary>
    Dropped,
}
