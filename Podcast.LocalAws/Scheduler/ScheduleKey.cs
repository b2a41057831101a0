namespace Podcast.LocalAws.Scheduler;

/// <summary>What tells a schedule from the others of the account.</summary>
internal readonly record struct ScheduleKey(string Group, string Name)
{
    public const string DefaultGroup = "default";
}
