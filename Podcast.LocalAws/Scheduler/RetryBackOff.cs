namespace Podcast.LocalAws.Scheduler;

/// <summary>
/// The waits between attempts. AWS says "exponential" and no figures; with these, the default policy's 185 attempts fit into its 24 hours.
/// </summary>
internal static class RetryBackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    /// <param name="failures">How many attempts have failed, from 1 on.</param>
    public static TimeSpan After(int failures)
    {
        var seconds = TimeSpan.FromSeconds(1L << Math.Min(failures - 1, 20));
        return seconds < Longest ? seconds : Longest;
    }
}
