namespace Podcast.Tests.Integration.Operators;

/// <summary>How a runbook is rehearsed: a fault rings an alarm, the runbook's commands show it, and the alarm ends.</summary>
/// <param name="Alarm">The alarm that rings, by its name in Podcast.Infra.</param>
/// <param name="Reason">What its reason says.</param>
/// <param name="Output">What the runbook's commands show of the fault.</param>
internal sealed record Rehearsal(string Alarm, string Reason, params string[] Output)
{
    /// <summary>What happens in each minute while nothing is wrong.</summary>
    public Func<RunbookSystem, Task> Normal { get; init; } = _ => Task.CompletedTask;

    /// <summary>Injects the fault.</summary>
    public Func<RunbookSystem, Task> Begin { get; init; } = _ => Task.CompletedTask;

    /// <summary>What happens in each minute while the fault lasts.</summary>
    public Func<RunbookSystem, Task> Faulty { get; init; } = _ => Task.CompletedTask;

    /// <summary>What happens between the alarm and the first command.</summary>
    public Func<RunbookSystem, Task> BeforeCommands { get; init; } = _ => Task.CompletedTask;

    /// <summary>What the operator mends besides what the runbook's commands do.</summary>
    public Func<RunbookSystem, Task> Repair { get; init; } = _ => Task.CompletedTask;

    /// <summary>After how many minutes of the fault the alarm rings at the latest: its evaluation range, and the minute that had begun.</summary>
    public int MinutesToRing { get; init; } = 2;

    /// <summary>
    /// After how many minutes without the fault it is quiet at the latest. Where nothing is measured any more, an alarm takes older datapoints: those of two periods before.
    /// </summary>
    public int MinutesToEnd { get; init; } = 17;
}
