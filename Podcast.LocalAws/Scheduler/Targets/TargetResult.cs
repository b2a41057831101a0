namespace Podcast.LocalAws.Scheduler.Targets;

/// <summary>The result of a call to a target.</summary>
/// <param name="ErrorCode">The service's error code; <see langword="null"/> when it took the call.</param>
/// <param name="ErrorMessage">What it said.</param>
/// <param name="IsRetryable">Whether the same call may succeed later.</param>
internal sealed record TargetResult(string? ErrorCode, string? ErrorMessage, bool IsRetryable)
{
    public static readonly TargetResult Success = new(null, null, false);

    public bool Succeeded => ErrorCode is null;
}
