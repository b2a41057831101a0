using System.Collections.Concurrent;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>How far a mapping has come in its stream. It outlives a change of the mapping, as in AWS.</summary>
internal sealed class StreamCheckpoints
{
    private readonly ConcurrentDictionary<string, string> _lastDone = new(StringComparer.Ordinal);

    /// <summary>Whether the mapping has ever read its stream: only the first time its starting position counts.</summary>
    public bool HasBegun { get; set; }

    /// <summary>The shards that need no more reading.</summary>
    public HashSet<string> Finished { get; } = new(StringComparer.Ordinal);

    public void Save(string shardId, string sequenceNumber) => _lastDone[shardId] = sequenceNumber;

    /// <summary>Forgets a shard: it is gone, and one of the same name would be another.</summary>
    public void Forget(string shardId) => _lastDone.TryRemove(shardId, out _);

    /// <summary>Where the reading of a shard goes on.</summary>
    public StreamPosition Find(string shardId, StreamPositionKind otherwise) =>
        _lastDone.TryGetValue(shardId, out var done) ? new(StreamPositionKind.After, done) : new(otherwise);
}
