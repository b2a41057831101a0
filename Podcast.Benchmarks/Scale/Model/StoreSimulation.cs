namespace Podcast.Benchmarks.Scale.Model;

/// <summary>
/// Subscribers of one store over two months, of which the second is counted: they renew or do not, others come, and a nightly comparison fills what is free.
/// Above <see cref="ScaleInputs.LargestSample"/> one simulated subscriber stands for several.
/// </summary>
internal sealed class StoreSimulation
{
    private const double Day = 86_400;
    private const int DaysOfAMonth = 30;
    private const int DaysOfAYear = 365;
    private const double CleanupSeconds = 900;

    private readonly ScaleInputs _inputs;
    private readonly SeededRandom _random;
    private readonly double _factor;
    private readonly double _budget;

    private readonly int[] _bytes;
    private readonly double[] _expiresAt;
    private readonly bool[] _isYearly;
    private readonly int _lapsedAtStart;
    private readonly int _activeAtStart;
    private readonly PriorityQueue<(int Key, Change Change), (double At, int Order)> _events = new();
    private readonly SimulatedStore _store;

    private readonly bool[] _isThere;

    // Keys in the order in which their subscribers come: those who are there, those who lapsed long ago, those who will join.
    private readonly int[] _order;

    // Keys in the order in which the table is scanned, which has nothing to do with that of the store.
    private readonly int[] _scan;
    private int _scheduled;

    public StoreSimulation(ScaleInputs inputs, long subscribers)
    {
        _inputs = inputs;
        _random = new(inputs.Seed);
        _activeAtStart = (int)Math.Min(subscribers, inputs.LargestSample);
        _factor = (double)subscribers / _activeAtStart;
        _budget = inputs.StoreBudgetBytes / _factor;
        _lapsedAtStart = (int)(_activeAtStart * inputs.ChurnPerMonth * inputs.MonthsOfLapsedSubscribers);
        var coming = (int)(_activeAtStart * inputs.ChurnPerMonth * 4) + 16;
        var all = _activeAtStart + _lapsedAtStart + coming;
        _bytes = new int[all];
        _expiresAt = new double[all];
        _isYearly = new bool[all];
        _store = new(inputs, all, _budget, inputs.RoomAtOnceBytes / _factor);
        _isThere = new bool[all];
        _order = Shuffle(all);
        _scan = Shuffle(all);
    }

    private enum Change
    {
        ComesDue,
        Lapses,
        Joins,
    }

    /// <param name="onChange">Is told each entry that the stream writes: when (s), its key, the bytes of its running entry, and when it ends (s; 0 for an ended one).</param>
    public StoreResult Run(Action<(double At, int Key, int Bytes, double ExpiresAt)>? onChange = null)
    {
        var end = (DaysOfAMonth + _inputs.Days) * Day;
        Begin(end);
        _store.Fill(Wanted(), 0);
        foreach (var key in _scan.Where(key => onChange is not null && _store.Has(key)))
        {
            onChange!((0, key, _bytes[key], _expiresAt[key]));
        }

        var changes = 0L;
        var full = 0L;
        var (edge, lapsedEdge, nights) = (0.0, 0.0, 0);
        for (var night = 1; night * Day <= end; night++)
        {
            var isCounted = night > DaysOfAMonth;
            if (night == DaysOfAMonth + 1)
            {
                _store.ResetCounts();
            }

            while (_events.TryPeek(out var next, out var at) && at.At < night * Day)
            {
                _events.Dequeue();
                if (!Apply(next.Key, next.Change, at.At))
                {
                    continue;
                }

                var isFull = _store.UsedBytes + _bytes[next.Key] + (_inputs.RoomAtOnceBytes / _factor) > _budget;
                _store.Write([Entry(next.Key)], at.At);
                onChange?.Invoke((at.At, next.Key, _bytes[next.Key], _expiresAt[next.Key]));
                changes += isCounted ? 1 : 0;
                full += isCounted && isFull ? 1 : 0;
            }

            _store.Fill(Wanted(), night * Day);
            if (isCounted)
            {
                var (active, lapsed) = Shares(night * Day);
                (edge, lapsedEdge, nights) = (edge + active, lapsedEdge + lapsed, nights + 1);
            }
        }

        var wanted = 0.0;
        var (running, bytes) = (0, 0L);
        foreach (var entry in Wanted())
        {
            wanted += entry.Bytes;
            (running, bytes) = entry.UsefulUntil > end ? (running + 1, bytes + entry.Bytes) : (running, bytes);
        }

        return new(
            (double)bytes / running,
            wanted * _factor,
            _store.UsedBytes * _factor,
            _store.UsedBytes / _budget,
            edge / nights,
            lapsedEdge / nights,
            changes * _factor,
            _store.LeftOut * _factor,
            full * 2 > changes,
            _store.RoomMade == 0 ? 0 : (double)_store.Listings / _store.RoomMade);
    }

    private void Begin(double end)
    {
        for (var i = 0; i < _order.Length; i++)
        {
            var key = _order[i];
            _bytes[key] = EntrySize.Draw(_inputs, _random);
            _isYearly[key] = _random.Happens(_inputs.ShareOfYearlyPlans);
            _isThere[key] = i < _activeAtStart + _lapsedAtStart;
            if (i < _activeAtStart)
            {
                Schedule(key, Change.ComesDue, FirstCharge(key));
            }
        }

        // As many come as go, spread over the time.
        var joins = _random.Poisson(_activeAtStart * _inputs.ChurnPerMonth * end / (DaysOfAMonth * Day));
        var times = Enumerable.Range(0, Math.Min(joins, _order.Length - _activeAtStart - _lapsedAtStart)).Select(_ => _random.NextDouble() * end).Order().ToArray();
        for (var i = 0; i < times.Length; i++)
        {
            Schedule(_order[_activeAtStart + _lapsedAtStart + i], Change.Joins, times[i]);
        }
    }

    private double FirstCharge(int key) =>
        _isYearly[key] ? _random.NextDouble() * DaysOfAYear * Day
        : _random.Happens(_inputs.ShareOfRenewalsInTheBillingRun) ? _random.NextDouble() * _inputs.BillingRunSeconds
        : _random.NextDouble() * DaysOfAMonth * Day;

    private double Period(int key) => (_isYearly[key] ? DaysOfAYear : DaysOfAMonth) * Day;

    /// <returns>Whether the entry is written.</returns>
    private bool Apply(int key, Change change, double at)
    {
        switch (change)
        {
            case Change.Joins:
                _isThere[key] = true;
                Schedule(key, Change.ComesDue, at + Period(key));
                return true;
            case Change.ComesDue:
                var churn = _isYearly[key] ? 1 - Math.Pow(1 - _inputs.ChurnPerMonth, 12) : _inputs.ChurnPerMonth;
                if (_random.Happens(churn))
                {
                    Schedule(key, Change.Lapses, Math.Ceiling((at + _inputs.GraceSeconds) / CleanupSeconds) * CleanupSeconds);
                    return false;
                }

                Schedule(key, Change.ComesDue, at + Period(key));
                return true;
            default:
                _expiresAt[key] = 0;
                return true;
        }
    }

    private void Schedule(int key, Change change, double at)
    {
        _events.Enqueue((key, change), (at, _scheduled++));
        if (change == Change.ComesDue)
        {
            _expiresAt[key] = at + _inputs.GraceSeconds;
        }
    }

    private (int Key, int Bytes, double UsefulUntil) Entry(int key) =>
        (key, _expiresAt[key] > 0 ? _bytes[key] : EntrySize.Ended, _expiresAt[key]);

    private IEnumerable<(int Key, int Bytes, double UsefulUntil)> Wanted() => _scan.Where(key => _isThere[key]).Select(Entry);

    private int[] Shuffle(int count)
    {
        var numbers = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var other = (int)(_random.Next() % (ulong)(i + 1));
            (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
        }

        return numbers;
    }

    private (double Active, double Lapsed) Shares(double now)
    {
        var (active, present, lapsed, marked) = (0, 0, 0, 0);
        foreach (var (key, _, usefulUntil) in Wanted())
        {
            var isPresent = _store.Has(key) ? 1 : 0;
            if (usefulUntil > now)
            {
                (active, present) = (active + 1, present + isPresent);
            }
            else
            {
                (lapsed, marked) = (lapsed + 1, marked + isPresent);
            }
        }

        return (active == 0 ? 1 : (double)present / active, lapsed == 0 ? 1 : (double)marked / lapsed);
    }
}
