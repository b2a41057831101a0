namespace Podcast.AppHost.Recovery;

/// <summary>
/// How long a process that has ended stays down: none at the first two times, as Lambda replaces an environment, then longer each time until it has run well for a
/// while.
/// </summary>
internal sealed class RestartBackoff(TimeProvider time)
{
    private const int AtOnce = 2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RunsWell = TimeSpan.FromMinutes(1);

    private int _inARow;
    private long _startedAt;

    /// <summary>Takes note of an exit.</summary>
    /// <returns>How long to wait before the next start.</returns>
    public TimeSpan Next()
    {
        _inARow = _inARow > 0 && time.GetElapsedTime(_startedAt) >= RunsWell ? 1 : _inARow + 1;
        var doublings = Math.Min(_inARow - AtOnce - 1, 10);
        var delay = doublings < 0 ? TimeSpan.Zero : First * (1 << doublings);
        delay = delay < Longest ? delay : Longest;
        _startedAt = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
        return delay;
    }
}
