namespace Podcast.AppHost.Schedules;

/// <summary>How a schedule is at one moment.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Name">Its name in AWS.</param>
/// <param name="IsEnabled">Whether it runs.</param>
/// <param name="Next">Its next time; <see langword="null"/> when there is none.</param>
/// <param name="Last">How the last invocation went, in a few words.</param>
internal sealed record ScheduleStatus(string Group, string Name, bool IsEnabled, DateTimeOffset? Next, string? Last);
