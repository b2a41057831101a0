using Podcast.LocalAws.Scheduler.Targets;

namespace Podcast.LocalAws.Scheduler;

/// <summary>An invocation that failed and is not retried.</summary>
/// <param name="ScheduledAt">The occurrence.</param>
/// <param name="ExecutionId">Its id.</param>
/// <param name="Attempts">How often the target was called.</param>
/// <param name="Result">The last failure.</param>
/// <param name="ExhaustedCondition">Which limit of the retry policy ended it; <see langword="null"/> when the failure was permanent.</param>
internal sealed record FailedInvocation(DateTimeOffset ScheduledAt, string ExecutionId, int Attempts, TargetResult Result, string? ExhaustedCondition);
