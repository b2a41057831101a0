namespace Podcast.Functions.Hosting;

/// <summary>
/// Goes on polling when the Runtime API was gone for a moment. In AWS it never is, and the process has to end; the local AWS may be started again, and finds
/// its functions waiting instead of starting each of them anew.
/// </summary>
internal sealed class RuntimePolling(Func<CancellationToken, Task> run, TimeProvider time)
{
    /// <summary>How long the Runtime API may be gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>A run that lasts this long had reached the Runtime API.</summary>
    private static readonly TimeSpan Reached = TimeSpan.FromSeconds(1);

    /// <exception cref="HttpRequestException">The Runtime API did not come back.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long? goneSince = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await run(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (HttpRequestException) when (!cancellationToken.IsCancellationRequested)
            {
                goneSince = goneSince is null || time.GetElapsedTime(started) > Reached ? time.GetTimestamp() : goneSince;
                if (time.GetElapsedTime(goneSince.Value) >= Patience)
                {
                    throw;
                }
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
