namespace Podcast.LocalAws.Host.Faults;

/// <summary>A fault that is switched on, and how often it has happened.</summary>
internal sealed class ActiveFault(string id, Fault fault, DateTimeOffset since, DateTimeOffset? end)
{
    private int _happened;

    public string Id => id;

    public Fault Fault => fault;

    /// <summary>When it was switched on.</summary>
    public DateTimeOffset Since => since;

    /// <summary>Whether its time is over.</summary>
    public bool HasEnded(TimeProvider time) => end <= time.GetUtcNow();

    public int Happened => Math.Min(Volatile.Read(ref _happened), fault.Count ?? int.MaxValue);

    /// <summary>Counts one more, unless it has happened often enough.</summary>
    public bool TryHappen() => fault.Count is null || Volatile.Read(ref _happened) < fault.Count
        ? Interlocked.Increment(ref _happened) <= (fault.Count ?? int.MaxValue)
        : false;
}
