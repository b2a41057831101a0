using System.Collections.Concurrent;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Which reads of a stream fail at present, and since when.</summary>
internal sealed class StreamHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (string Reason, DateTimeOffset Since)> _failing = new(StringComparer.Ordinal);

    /// <summary>The failure that has lasted longest; <see langword="null"/> when all reads succeed.</summary>
    public (string Reason, DateTimeOffset Since)? Failure => _failing.Values.OrderBy(failure => failure.Since).Select(failure => ((string, DateTimeOffset)?)failure).FirstOrDefault();

    /// <param name="read">The shard, or an empty text for the list of shards.</param>
    /// <param name="reason">What the stream said.</param>
    public void Failed(string read, string reason) => _failing.AddOrUpdate(
        read, static (_, at) => at, static (_, known, at) => (at.Reason, known.Since), (Reason: reason, Since: time.GetUtcNow()));

    /// <inheritdoc cref="Failed"/>
    public void Succeeded(string read) => _failing.TryRemove(read, out _);
}
