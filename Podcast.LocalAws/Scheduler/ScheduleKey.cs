namespace Podcast.LocalAws.Scheduler;

/// <summary>Group and name, which identify a schedule in the account.</summary>
internal readonly record struct ScheduleKey(string Group, string Name)
{
    public const string DefaultGroup = "default";
}
