namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// Paces a poller whose Runtime API fails while other invocations may still be running: waits that grow to half a second, so that a Runtime API that
/// is started again has its functions back at once, and the end after half a minute.
/// </summary>
internal sealed class PollBackoff(TimeProvider timeProvider)
{
    private const int MaxFailures = 60;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    private int _failures;

    internal void Reset() => _failures = 0;

    /// <summary>Waits; false when it has failed too often in a row, or was cancelled.</summary>
    internal async Task<bool> TryWaitAsync(CancellationToken cancellationToken)
    {
        if (_failures == MaxFailures)
        {
            return false;
        }

        var wait = First * (1 << Math.Min(_failures++, 4));
        await Task.Delay(wait < Longest ? wait : Longest, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
