namespace Podcast.Infra.Functions;

/// <summary>When a function runs by itself.</summary>
/// <param name="Expression">Such as <c>rate(15 minutes)</c>; a cron expression is in UTC.</param>
/// <param name="WindowMinutes">By how much later a run may start, so that not everything in an account starts at the full hour.</param>
internal sealed record FunctionScheduleDefinition(string Expression, double WindowMinutes)
{
    /// <summary>An alarm is raised when the function has not run once in this many hours.</summary>
    public int AlarmHours { get; init; } = 1;

    /// <summary>For how many such periods in a row.</summary>
    public int AlarmPeriods { get; init; } = 1;
}
