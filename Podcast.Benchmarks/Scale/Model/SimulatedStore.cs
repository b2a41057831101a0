using System.Numerics;

namespace Podcast.Benchmarks.Scale.Model;

/// <summary>
/// The key-value store as its writer uses it (StoreRoom, KeyValueStoreWriter, FreeRoom): a budget, a hand that goes round over the keys, and what has to
/// go when there is no room. A key is the number of its place in the order of all keys.
/// </summary>
/// <param name="inputs">Keys of a call, pages for room.</param>
/// <param name="keys">How many keys there can be.</param>
/// <param name="budget">Bytes.</param>
/// <param name="roomAtOnce">Bytes that are made free when there is no room, though fewer be needed.</param>
internal sealed class SimulatedStore(ScaleInputs inputs, int keys, double budget, double roomAtOnce)
{
    private const int BitsOfAWord = 64;

    private readonly ulong[] _present = new ulong[(keys / BitsOfAWord) + 1];
    private readonly byte[] _bytes = new byte[keys];
    private readonly double[] _usefulUntil = new double[keys];
    private int _hand;

    public double UsedBytes { get; private set; }

    /// <summary>Calls to UpdateKeys.</summary>
    public long Updates { get; private set; }

    /// <summary>Calls to ListKeys that looked for room.</summary>
    public long Listings { get; private set; }

    /// <summary>How often room was made.</summary>
    public long RoomMade { get; private set; }

    /// <summary>Entries that were evicted or not written: what the metric podcast.kvs.entries_left_out counts.</summary>
    public long LeftOut { get; private set; }

    public bool Has(int key) => (_present[key / BitsOfAWord] >> (key % BitsOfAWord) & 1) == 1;

    /// <summary>Writes entries as one call, and makes room before.</summary>
    /// <param name="entries">At most as many as a call takes; time 0 until which it is useful is that of an ended one.</param>
    /// <param name="now">Seconds: what is useful until earlier has ended.</param>
    public void Write(ReadOnlySpan<(int Key, int Bytes, double UsefulUntil)> entries, double now)
    {
        var needed = UsedBytes - budget;
        foreach (var entry in entries)
        {
            needed += entry.Bytes;
        }

        var leftOut = needed > 0 ? MakeRoom(Math.Max(needed, roomAtOnce), entries, now) : [];
        Updates++;
        foreach (var (key, bytes, usefulUntil) in entries)
        {
            Remove(key);
            if (!leftOut.Contains(key))
            {
                Put(key, bytes, usefulUntil);
            }
        }
    }

    /// <summary>What the nightly comparison does with entries that are missing: it fills what is free, and what ended entries take.</summary>
    public void Fill(IEnumerable<(int Key, int Bytes, double UsefulUntil)> wanted, double now)
    {
        var free = budget - UsedBytes;
        var ended = 0.0;
        for (var key = Next(0); key < keys; key = Next(key + 1))
        {
            ended += _usefulUntil[key] <= now ? _bytes[key] : 0;
        }

        var chunk = new List<(int Key, int Bytes, double UsefulUntil)>();
        foreach (var entry in wanted)
        {
            if (Has(entry.Key) || entry.Bytes > (entry.UsefulUntil <= now ? free : free + ended))
            {
                continue;
            }

            free -= entry.Bytes;
            if (free < 0)
            {
                (ended, free) = (ended + free, 0);
            }

            chunk.Add(entry);
            if (chunk.Count == (int)inputs.KeysPerUpdate)
            {
                Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chunk), now);
                chunk.Clear();
            }
        }

        if (chunk.Count > 0)
        {
            Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chunk), now);
        }
    }

    /// <summary>Forgets what was counted, not what is stored.</summary>
    public void ResetCounts() => (Updates, Listings, RoomMade, LeftOut) = (0, 0, 0, 0);

    /// <returns>Of the entries to write, those that are left out.</returns>
    private HashSet<int> MakeRoom(double needed, ReadOnlySpan<(int Key, int Bytes, double UsefulUntil)> entries, double now)
    {
        RoomMade++;
        var own = new HashSet<int>();
        var running = new List<(int Key, int Bytes, double UsefulUntil)>();
        foreach (var entry in entries)
        {
            own.Add(entry.Key);
            running.Add(entry with { UsefulUntil = entry.UsefulUntil <= now ? 0 : entry.UsefulUntil });
        }

        var evicted = new List<int>();
        var free = 0.0;
        for (var page = 0; page < inputs.PagesForRoom && free < needed; page++)
        {
            Listings++;
            for (var count = 0; count < inputs.KeysPerUpdate; count++)
            {
                var key = Next(_hand);
                if (key >= keys)
                {
                    _hand = 0;
                    break;
                }

                _hand = key + 1;
                if (own.Contains(key))
                {
                    continue;
                }

                if (_usefulUntil[key] <= now)
                {
                    evicted.Add(key);
                    free += _bytes[key];
                }
                else
                {
                    running.Add((key, _bytes[key], _usefulUntil[key]));
                }
            }

            if (_hand == 0)
            {
                break;
            }
        }

        var leftOut = new HashSet<int>();
        foreach (var (key, bytes, _) in running.OrderBy(candidate => candidate.UsefulUntil))
        {
            if (free >= needed)
            {
                break;
            }

            free += bytes;
            if (own.Contains(key))
            {
                leftOut.Add(key);
            }
            else
            {
                evicted.Add(key);
            }
        }

        evicted.ForEach(Remove);
        LeftOut += evicted.Count + leftOut.Count;
        Updates += (long)Math.Ceiling(evicted.Count / inputs.KeysPerUpdate);
        return leftOut;
    }

    private void Put(int key, int bytes, double usefulUntil)
    {
        _present[key / BitsOfAWord] |= 1UL << (key % BitsOfAWord);
        _bytes[key] = (byte)bytes;
        _usefulUntil[key] = usefulUntil;
        UsedBytes += bytes;
    }

    private void Remove(int key)
    {
        if (Has(key))
        {
            _present[key / BitsOfAWord] &= ~(1UL << (key % BitsOfAWord));
            UsedBytes -= _bytes[key];
        }
    }

    /// <returns>The first key from there on that is in the store; the number of keys when there is none.</returns>
    private int Next(int from)
    {
        if (from >= keys)
        {
            return keys;
        }

        var word = from / BitsOfAWord;
        var bits = _present[word] & (ulong.MaxValue << (from % BitsOfAWord));
        while (bits == 0)
        {
            if (++word == _present.Length)
            {
                return keys;
            }

            bits = _present[word];
        }

        return Math.Min(keys, (word * BitsOfAWord) + BitOperations.TrailingZeroCount(bits));
    }
}
