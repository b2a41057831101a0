namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>
/// The store as functions at the edge see it: a write shows after the propagation delay. Nothing runs in between; a read takes
/// the writes that are due.
/// </summary>
internal sealed class EdgeReplica(KeyValueSnapshot initial, TimeSpan delay, TimeProvider time)
{
    // A longer backlog is thinned at its end: the newest state always arrives, some states between never show.
    private const int MaxPending = 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<(DateTimeOffset Due, KeyValueSnapshot Snapshot)> _pending = new();
    private volatile KeyValueSnapshot _current = initial;

    public KeyValueSnapshot Current
    {
        get
        {
            if (delay > TimeSpan.Zero)
            {
                TakeDue();
            }

            return _current;
        }
    }

    public void Publish(KeyValueSnapshot snapshot)
    {
        if (delay <= TimeSpan.Zero)
        {
            _current = snapshot;
            return;
        }

        lock (_lock)
        {
            if (_pending.Count == MaxPending)
            {
                _pending.RemoveLast();
            }

            _pending.AddLast((time.GetUtcNow() + delay, snapshot));
        }
    }

    /// <summary>Shows a snapshot at once, and nothing that was published before.</summary>
    public void Reset(KeyValueSnapshot snapshot)
    {
        lock (_lock)
        {
            _pending.Clear();
            _current = snapshot;
        }
    }

    private void TakeDue()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            while (_pending.First is { } first && first.Value.Due <= now)
            {
                _current = first.Value.Snapshot;
                _pending.RemoveFirst();
            }
        }
    }
}
