namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// Decides which viewers' requests get a trace and a line in the log from their start: all of them up to a rate that no person reads faster than. A bucket that
/// fills at that rate, without a lock.
/// </summary>
internal sealed class EdgeTraceLimiter(TimeProvider time)
{
    public const int PerSecond = 20;
    public const int Burst = 100;

    private readonly long _interval = time.TimestampFrequency / PerSecond;

    // The time at which the bucket is full again.
    private long _fullAt = long.MinValue;

    public bool TryTake()
    {
        while (true)
        {
            var now = time.GetTimestamp();
            var before = Volatile.Read(ref _fullAt);
            var after = Math.Max(before, now) + _interval;
            if (after - now > _interval * Burst)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _fullAt, after, before) == before)
            {
                return true;
            }
        }
    }
}
