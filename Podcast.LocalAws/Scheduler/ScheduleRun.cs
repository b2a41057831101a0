namespace Podcast.LocalAws.Scheduler;

/// <summary>One invocation of a schedule's target and its state.</summary>
/// <param name="ScheduledAt">The occurrence.</param>
/// <param name="Outcome">Its state.</param>
/// <param name="Attempts">How often the target was called.</param>
/// <param name="ErrorCode">The last error; <see langword="null"/> without one.</param>
/// <param name="ErrorMessage">What the target's service said about it.</param>
internal sealed record ScheduleRun(DateTimeOffset ScheduledAt, RunOutcome Outcome, int Attempts, string? ErrorCode = null, string? ErrorMessage = null);
