namespace Podcast.Functions.Storage;

/// <summary>Exponential back-off with full jitter: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/.</summary>
internal static class Backoff
{
    private const double BaseMilliseconds = 25;
    private const double MaxMilliseconds = 1000;

    // attempt: the one that just failed, from 1.
    public static Task DelayAsync(int attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        var longest = Math.Min(MaxMilliseconds, BaseMilliseconds * Math.Pow(2, attempt));
#pragma warning disable CA5394 // The delay is no secret.
        var delay = TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * longest);
#pragma warning restore CA5394
        return Task.Delay(delay, time, cancellationToken);
    }
}
