using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>
/// One running mapping: finds the shards of its stream and reads each after its parent, so that the changes of an item keep their order when
/// shards split.
/// </summary>
internal sealed partial class EventSourceMapping(
    EventSourceMappingConfiguration configuration,
    IStreamSource source,
    BatchProcessor processor,
    TimeProvider time,
    ILogger logger,
    StreamCheckpoints? checkpoints = null)
{
    private static readonly TimeSpan DiscoveryInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, Task<ShardEnd>> _reading = new(StringComparer.Ordinal);
    private readonly StreamCheckpoints _checkpoints = checkpoints ?? new();

    /// <summary>Whether the stream can be read.</summary>
    public StreamHealth Health { get; } = new(time);

    /// <summary>Ends when the stream's shards are known and read.</summary>
    public Task Started => _started.Task;

    /// <summary>Reads the stream until it is cancelled. After a fault it may be called again, and goes on where it was.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var readers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await ReadAsync(readers.Token);
        }
        finally
        {
            await readers.CancelAsync();
            await Task.WhenAll(_reading.Values.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _reading.Clear();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var shards = await DiscoverAsync(cancellationToken);
            if (shards is null)
            {
                await Task.Delay(Pause, time, cancellationToken);
                continue;
            }

            Start(shards, !_checkpoints.HasBegun && !configuration.FromTrimHorizon, cancellationToken);
            _checkpoints.HasBegun = true;
            _started.TrySetResult();
            await WaitForChangeAsync(cancellationToken);
        }
    }

    private async Task<IReadOnlyList<StreamShard>?> DiscoverAsync(CancellationToken cancellationToken)
    {
        try
        {
            var shards = await source.GetShardsAsync(cancellationToken);
            Health.Succeeded("");
            return shards;
        }
        catch (StreamSourceException reason)
        {
            Health.Failed("", reason.Message);
            Log.NotFound(logger, configuration.StreamArn, reason.Message);
            return null;
        }
    }

    private void Start(IReadOnlyList<StreamShard> shards, bool fromLatest, CancellationToken cancellationToken)
    {
        var listed = shards.Select(shard => shard.Id).ToHashSet(StringComparer.Ordinal);
        _checkpoints.Finished.IntersectWith(listed);
        if (fromLatest)
        {
            // Nothing new comes in a closed shard.
            _checkpoints.Finished.UnionWith(shards.Where(shard => shard.IsClosed).Select(shard => shard.Id));
        }

        foreach (var shard in shards)
        {
            var isReady = shard.ParentId is not { } parent || !listed.Contains(parent) || _checkpoints.Finished.Contains(parent);
            if (isReady && !_checkpoints.Finished.Contains(shard.Id) && !_reading.ContainsKey(shard.Id))
            {
                var position = _checkpoints.Find(shard.Id, fromLatest ? StreamPositionKind.Latest : StreamPositionKind.TrimHorizon);
                _reading[shard.Id] = new ShardReader(source, configuration, processor, _checkpoints, Health, time, logger).ReadAsync(shard.Id, position, cancellationToken);
            }
        }
    }

    // A shard that ends makes way for its children; apart from that new shards are rare.
    private async Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(_reading.Count == 0 ? Pause : DiscoveryInterval, time, waiting.Token);
        await Task.WhenAny([.. _reading.Values, pause]);
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var (shardId, task) in _reading.Where(pair => pair.Value.IsCompleted).ToList())
        {
            var end = await task;
            _reading.Remove(shardId);
            if (end == ShardEnd.Closed)
            {
                _checkpoints.Finished.Add(shardId);
            }
            else
            {
                _checkpoints.Forget(shardId);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ShardsNotListed, LogLevel.Warning, "The shards of {StreamArn} cannot be listed: {Reason}")]
        public static partial void NotFound(ILogger logger, string streamArn, string reason);
    }
}
