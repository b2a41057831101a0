namespace Podcast.Benchmarks.Scale.Model;

/// <summary>
/// The stream of one store and its one writer, second by second over a month that begins with a billing run. The shards of a stream share the writer, since
/// the function runs once at a time; so they are one queue here.
/// </summary>
/// <param name="inputs">Latencies and sizes of batches.</param>
/// <param name="changes">Changes in the time that is simulated.</param>
/// <param name="shareInBillingRun">The part of them that comes in the billing run.</param>
/// <param name="isFull">Whether writes have to make room.</param>
/// <param name="pagesForRoom">Calls to ListKeys each time.</param>
/// <param name="bytesOfAnEntry">Of an entry.</param>
internal sealed class WriterSimulation(
    ScaleInputs inputs, double changes, double shareInBillingRun, bool isFull, double pagesForRoom, double bytesOfAnEntry)
{
    private const double Day = 86_400;

    /// <summary>Bins of lags, each a twentieth longer than the one before, from 10 ms on.</summary>
    private const double BinRatio = 1.05;
    private const double FirstBin = 0.01;

    private readonly SeededRandom _random = new(inputs.Seed);
    private readonly long[] _bins = new long[500];
    private long _updates;
    private double _listings;
    private double _freeBytes;
    private double _longest;

    public LagResult Run()
    {
        var seconds = (int)(inputs.Days * Day);
        var inRun = changes * shareInBillingRun / inputs.BillingRunSeconds;
        var otherwise = changes * (1 - shareInBillingRun) / seconds;
        var waiting = new LinkedList<Arrivals>();
        var (arrived, dead, free) = (0L, 0L, 0.0);
        for (var second = 0; second < seconds; second++)
        {
            var count = _random.Poisson(otherwise + (second < inputs.BillingRunSeconds ? inRun : 0));
            if (count > 0)
            {
                arrived += count;
                waiting.AddLast(new Arrivals(second + (_random.NextDouble() / count), count, 0));
            }

            while (waiting.First is { Value: var oldest } && free < second + 1)
            {
                var tick = Math.Max(free, oldest.At(oldest.Taken));
                tick = Math.Ceiling(tick * 1000 / inputs.StreamPollMilliseconds) * inputs.StreamPollMilliseconds / 1000;
                dead += DropTooOld(waiting, tick);
                free = waiting.Count > 0 ? Process(waiting, tick) : tick;
            }
        }

        return new(arrived, Percentile(0.5), Percentile(0.99), _longest, dead, _updates, (long)_listings, KeysPerSecond());
    }

    private long DropTooOld(LinkedList<Arrivals> waiting, double now)
    {
        var dropped = 0L;
        while (waiting.First is { Value: var oldest } && now - oldest.At(oldest.Taken) > inputs.StreamMaximumAgeSeconds)
        {
            dropped += oldest.Count - oldest.Taken;
            Record(inputs.StreamMaximumAgeSeconds, oldest.Count - oldest.Taken);
            waiting.RemoveFirst();
        }

        return dropped;
    }

    /// <returns>When the batch is written.</returns>
    private double Process(LinkedList<Arrivals> waiting, double tick)
    {
        var batch = new List<(double At, int Count)>();
        var size = 0;
        while (size < (int)inputs.StreamBatchSize && waiting.First is { Value: var oldest })
        {
            var there = Math.Min(oldest.Count, (int)((tick - oldest.First) * oldest.Count) + 1);
            var take = Math.Min(there - oldest.Taken, (int)inputs.StreamBatchSize - size);
            if (take <= 0)
            {
                break;
            }

            batch.Add((oldest.At(oldest.Taken + ((take - 1) / 2.0)), take));
            size += take;
            waiting.RemoveFirst();
            if (oldest.Taken + take < oldest.Count)
            {
                waiting.AddFirst(oldest with { Taken = oldest.Taken + take });
                break;
            }
        }

        if (size == 0)
        {
            return tick + (inputs.StreamPollMilliseconds / 1000);
        }

        var done = tick + RunSeconds(size, count: true);
        foreach (var (at, count) in batch)
        {
            Record(done - at, count);
        }

        return done;
    }

    private void Record(double lag, int count)
    {
        _longest = Math.Max(_longest, lag);
        _bins[Math.Clamp((int)(Math.Log(lag / FirstBin) / Math.Log(BinRatio)), 0, _bins.Length - 1)] += count;
    }

    private double RunSeconds(int keys, bool count)
    {
        var milliseconds = inputs.ReadItemsMilliseconds;
        for (var rest = keys; rest > 0; rest -= (int)inputs.KeysPerUpdate)
        {
            var bytes = Math.Min(rest, inputs.KeysPerUpdate) * bytesOfAnEntry;
            var (updates, listings) = (1.0, 0.0);
            if (isFull && (_freeBytes -= bytes) < 0)
            {
                var room = Math.Max(bytes, inputs.RoomAtOnceBytes);
                _freeBytes = room - bytes;
                listings = pagesForRoom;
                updates += Math.Ceiling(room / bytesOfAnEntry / inputs.KeysPerUpdate);
            }

            milliseconds += (updates * inputs.UpdateKeysMilliseconds) + (listings * inputs.ListKeysMilliseconds);
            _updates += count ? (long)updates : 0;
            _listings += count ? listings : 0;
        }

        return milliseconds / 1000;
    }

    /// <summary>What the writer brings when every batch is full and follows the one before.</summary>
    public double KeysPerSecond()
    {
        const int batches = 100;
        return batches * inputs.StreamBatchSize / Enumerable.Range(0, batches).Sum(_ => RunSeconds((int)inputs.StreamBatchSize, count: false));
    }

    private double Percentile(double part)
    {
        var wanted = _bins.Sum() * part;
        var seen = 0L;
        for (var bin = 0; bin < _bins.Length; bin++)
        {
            seen += _bins[bin];
            if (seen > 0 && seen >= wanted)
            {
                return Math.Min(_longest, FirstBin * Math.Pow(BinRatio, bin + 1));
            }
        }

        return 0;
    }

    /// <summary>The changes of one second, spread evenly over it, and how many of them are written.</summary>
    private readonly record struct Arrivals(double First, int Count, int Taken)
    {
        public double At(double number) => First + (number / Count);
    }
}
