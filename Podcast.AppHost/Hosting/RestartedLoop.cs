namespace Podcast.AppHost.Hosting;

/// <summary>Runs a loop of the app host again when it fails: a fault of one resource's watch must not end the watch for the rest of the run.</summary>
internal sealed class RestartedLoop(TimeProvider time, TextWriter error)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    /// <summary>A loop that has run this long before it fails begins with the first backoff again.</summary>
    private static readonly TimeSpan Probation = TimeSpan.FromMinutes(1);

    /// <summary>Returns when the loop returns or is cancelled, however often it has failed.</summary>
    /// <param name="name">What the loop does, as the object of "could not".</param>
    /// <param name="loop">The loop.</param>
    /// <param name="cancellationToken">Ends it; the method then returns normally.</param>
    public async Task RunAsync(string name, Func<CancellationToken, Task> loop, CancellationToken cancellationToken)
    {
        var backoff = FirstBackoff;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await loop(cancellationToken);
                return;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                backoff = time.GetElapsedTime(started) > Probation ? FirstBackoff : backoff;
                await error.WriteLineAsync($"The app host could not {name}, and tries again in {backoff.TotalSeconds:0} s: {fault.GetType().Name}: {fault.Message}");
            }

            await Task.Delay(backoff, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff;
        }
    }
}
