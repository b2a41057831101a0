namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>
/// The values of one metric: by the minute for six hours, by the hour for fifteen days. Where CloudWatch keeps minutes for fifteen days, this keeps what the
/// alarms and a glance at the dashboard need.
/// </summary>
internal sealed class MetricSeries(string unit)
{
    public static readonly TimeSpan MinutesKept = TimeSpan.FromHours(6);
    public static readonly TimeSpan HoursKept = TimeSpan.FromDays(15);

    private readonly Lock _lock = new();
    private readonly List<Bucket> _minutes = [];
    private readonly List<Bucket> _hours = [];

    /// <summary>The unit that it was first reported in.</summary>
    public string Unit => unit;

    /// <summary>When it was last reported.</summary>
    public DateTimeOffset LastReported { get; private set; }

    public void Add(DateTimeOffset at, Action<StatisticSet> add)
    {
        lock (_lock)
        {
            add(SetOf(at));
        }
    }

    public void Add(DateTimeOffset at, double value)
    {
        lock (_lock)
        {
            SetOf(at).Add(value);
        }
    }

    /// <summary>The values of a row of periods, one after the other; an empty set where nothing was reported.</summary>
    /// <param name="start">The beginning of the first period.</param>
    /// <param name="period">The length of each.</param>
    /// <param name="count">How many there are.</param>
    public StatisticSet[] Read(DateTimeOffset start, TimeSpan period, int count)
    {
        var sets = new StatisticSet[count];
        for (var i = 0; i < count; i++)
        {
            sets[i] = new();
        }

        lock (_lock)
        {
            Read(_hours);
            Read(_minutes);
        }

        return sets;

        void Read(List<Bucket> buckets)
        {
            for (var i = IndexOf(buckets, start.UtcTicks); i < buckets.Count; i++)
            {
                var period0 = (buckets[i].Start - start.UtcTicks) / period.Ticks;
                if (period0 >= count)
                {
                    break;
                }

                sets[period0].Add(buckets[i].Set);
            }
        }
    }

    /// <summary>Rolls old minutes up into hours, and forgets old hours.</summary>
    public void Roll(DateTimeOffset now)
    {
        var oldestMinute = Floor(now - MinutesKept, TimeSpan.FromHours(1));
        lock (_lock)
        {
            var old = IndexOf(_minutes, oldestMinute.UtcTicks);
            foreach (var bucket in _minutes.Take(old))
            {
                Find(_hours, Floor(bucket.Start, TimeSpan.TicksPerHour)).Add(bucket.Set);
            }

            _minutes.RemoveRange(0, old);
            _hours.RemoveRange(0, IndexOf(_hours, (now - HoursKept).UtcTicks));
        }
    }

    /// <summary>The beginning of the period that a time lies in, where periods begin at whole ones.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan period) => new(Floor(time.UtcTicks, period.Ticks), TimeSpan.Zero);

    private static long Floor(long ticks, long period) => ticks - (ticks % period);

    private StatisticSet SetOf(DateTimeOffset at)
    {
        LastReported = at > LastReported ? at : LastReported;
        return Find(_minutes, Floor(at.UtcTicks, TimeSpan.TicksPerMinute));
    }

    private static StatisticSet Find(List<Bucket> buckets, long start)
    {
        // Nearly always the last one.
        if (buckets.Count > 0 && buckets[^1].Start == start)
        {
            return buckets[^1].Set;
        }

        var index = IndexOf(buckets, start);
        if (index == buckets.Count || buckets[index].Start != start)
        {
            buckets.Insert(index, new(start, new()));
        }

        return buckets[index].Set;
    }

    /// <summary>The index of the first bucket that begins at a time or later.</summary>
    private static int IndexOf(List<Bucket> buckets, long start)
    {
        var (low, high) = (0, buckets.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = buckets[middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private readonly record struct Bucket(long Start, StatisticSet Set);
}
