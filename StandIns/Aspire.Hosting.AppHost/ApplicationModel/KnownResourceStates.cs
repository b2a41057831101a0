namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that have a meaning to the app host and the dashboard.</summary>
public static class KnownResourceStates
{
    /// <summary>On its way up.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Up.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>It could not be started.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>What it runs on is not well.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>On its way down.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>It was stopped.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>It has ended by itself.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>It waits for others.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Nobody has started it yet.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>It is being built.</summary>
    public static readonly string Building = nameof(Building);

    /// <summary>A parameter without a value.</summary>
    public static readonly string ValueMissing = nameof(ValueMissing);

    /// <summary>There, though nothing runs.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>The states of something that does not run any more.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];

    /// <summary>The states in which a project can be built again.</summary>
    public static readonly IReadOnlyList<string> BuildableStates = [Running, Waiting, Finished, FailedToStart, Exited];
}
