using System.Threading.Channels;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.Tests.Unit.LocalAws.Lambda.EventSources;

/// <summary>A stream in memory. An iterator is the shard's id and the place in it.</summary>
internal sealed class ScriptedStream : IStreamSource
{
    private readonly Lock _lock = new();
    private readonly List<StreamShard> _shards = [];
    private readonly Dictionary<string, List<StreamRecord>> _records = [];
    private readonly Channel<string> _reads = Channel.CreateUnbounded<string>();

    /// <summary>The next read throws this once.</summary>
    public Exception? NextFault { get; set; }

    /// <summary>The positions that iterators were asked for.</summary>
    public List<(string ShardId, StreamPosition Position)> Positions { get; } = [];

    /// <summary>One element for each read, with its iterator.</summary>
    public ChannelReader<string> Reads => _reads.Reader;

    public void AddShard(string id, string? parentId = null, bool isClosed = false)
    {
        lock (_lock)
        {
            _shards.Add(new(id, parentId, isClosed));
            _records[id] = [];
        }
    }

    public void Remove(string id)
    {
        lock (_lock)
        {
            _shards.RemoveAll(shard => shard.Id == id);
        }
    }

    public void Close(string id)
    {
        lock (_lock)
        {
            var index = _shards.FindIndex(shard => shard.Id == id);
            _shards[index] = _shards[index] with { IsClosed = true };
        }
    }

    public void Add(string shardId, params IEnumerable<StreamRecord> records)
    {
        lock (_lock)
        {
            _records[shardId].AddRange(records);
        }
    }

    public Task<IReadOnlyList<StreamShard>> GetShardsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<StreamShard>>([.. _shards]);
        }
    }

    public Task<StreamIterator> GetIteratorAsync(string shardId, StreamPosition position, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Positions.Add((shardId, position));
            var place = position.Kind switch
            {
                StreamPositionKind.TrimHorizon => 0,
                StreamPositionKind.Latest => _records[shardId].Count,
                _ => _records[shardId].FindIndex(record => record.SequenceNumber == position.SequenceNumber) + 1,
            };
            return Task.FromResult(new StreamIterator($"{shardId}/{place}"));
        }
    }

    public Task<StreamPage> GetRecordsAsync(StreamIterator iterator, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _reads.Writer.TryWrite(iterator.Value);
        if (NextFault is { } fault)
        {
            NextFault = null;
            throw fault;
        }

        var slash = iterator.Value.IndexOf('/', StringComparison.Ordinal);
        var shardId = iterator.Value[..slash];
        var place = int.Parse(iterator.Value.AsSpan(slash + 1), System.Globalization.CultureInfo.InvariantCulture);
        lock (_lock)
        {
            List<StreamRecord> page = [.. _records[shardId].Skip(place).Take(limit)];
            var next = place + page.Count;
            var isAtEnd = _shards.Single(shard => shard.Id == shardId).IsClosed && next == _records[shardId].Count;
            return Task.FromResult(new StreamPage(page, isAtEnd ? null : new($"{shardId}/{next}")));
        }
    }
}
