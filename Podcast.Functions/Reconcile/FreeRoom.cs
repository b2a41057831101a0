using Podcast.Functions.EdgeStore;

namespace Podcast.Functions.Reconcile;

/// <summary>
/// Which entries that the store lacks may go into it. A comparison fills what is free, and what ended entries take; it does not trade one running
/// access for another, or every run of a store that is too small would write all of it anew.
/// </summary>
internal sealed class FreeRoom
{
    private readonly DateTimeOffset _now;
    private long _free;
    private long _ended;

    public FreeRoom(StoreBudget budget, IReadOnlyDictionary<string, string> entries, DateTimeOffset now)
    {
        _now = now;
        _free = budget.Bytes;
        foreach (var (key, value) in entries)
        {
            var entry = new StoreEntry(key, value);
            _free -= entry.Bytes;
            if (entry.IsAccess && StoreEntry.UsefulUntil(value, now) == 0)
            {
                _ended += entry.Bytes;
            }
        }
    }

    public int LeftOut { get; private set; }

    public bool TryTake(StoreEntry entry)
    {
        var room = StoreEntry.UsefulUntil(entry.Value, _now) == 0 ? _free : _free + _ended;
        if (entry.IsAccess && entry.Bytes > room)
        {
            LeftOut++;
            return false;
        }

        _free -= entry.Bytes;
        if (_free < 0)
        {
            _ended += _free;
            _free = 0;
        }

        return true;
    }
}
