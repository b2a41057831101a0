namespace Podcast.LocalAws.Core.Ports;

/// <summary>How an invocation ended.</summary>
internal enum InvocationOutcome
{
    /// <summary>The function returned.</summary>
    Succeeded,

    /// <summary>The function ran and failed: it threw, timed out or ended. The payload is the error document.</summary>
    FunctionError,

    /// <summary>The function did not run, because as many as may run were running.</summary>
    Throttled,

    /// <summary>The function did not run, because no process of it was there to run it.</summary>
    Unavailable,
}
