namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// Paces a poller whose Runtime API fails while other invocations may still be running: doubling waits, then the end.
/// </summary>
internal sealed class PollBackoff(TimeProvider timeProvider)
{
    private const int MaxFailures = 8;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private int _failures;

    internal void Reset() => _failures = 0;

    /// <summary>Waits; false when it has failed too often in a row, or was cancelled.</summary>
    internal async Task<bool> TryWaitAsync(CancellationToken cancellationToken)
    {
        if (_failures == MaxFailures)
        {
            return false;
        }

        await Task.Delay(First * (1 << _failures++), timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }
}
