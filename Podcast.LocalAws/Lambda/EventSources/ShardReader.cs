using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Streams;

namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Reads one shard from its beginning to its end and hands it on in batches, one after the other.</summary>
internal sealed partial class ShardReader(
    IStreamSource source, EventSourceMappingConfiguration mapping, BatchProcessor processor, StreamCheckpoints checkpoints, StreamHealth health, TimeProvider time, ILogger logger)
{
    /// <summary>Four reads a second, as Lambda does while a stream is idle.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private const int LargestPage = 1000;

    // A batch ends before the payload of an invocation does; the rest is the frame around the records.
    private const int LargestBatchBytes = 6 * 1024 * 1024 - 1024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Queue<StreamRecord> _waiting = new();
    private long _waitingSince;

    /// <summary>Returns when nothing more will come from the shard.</summary>
    public async Task<ShardEnd> ReadAsync(string shardId, StreamPosition start, CancellationToken cancellationToken)
    {
        var position = start;
        StreamIterator? iterator = null;
        var pause = FirstPause;
        var wasTrimmed = false;
        while (true)
        {
            StreamPage page;
            try
            {
                iterator ??= await source.GetIteratorAsync(shardId, position, cancellationToken);
                page = await source.GetRecordsAsync(iterator, Math.Min(LargestPage, mapping.BatchSize), cancellationToken);
                pause = FirstPause;
                wasTrimmed = false;
                health.Succeeded(shardId);
            }
            catch (StreamSourceException reason) when (reason.IsGone)
            {
                Log.Interrupted(logger, shardId, reason.Message);
                health.Succeeded(shardId);
                return ShardEnd.Gone;
            }
            catch (StreamSourceException reason) when (reason.IsTrimmed && !wasTrimmed)
            {
                // DynamoDB Local says so of an empty shard whose first records come by a transaction. A new iterator is enough.
                wasTrimmed = true;
                iterator = null;
                position = position.Kind == StreamPositionKind.After ? position : new(StreamPositionKind.TrimHorizon);
                continue;
            }
            catch (StreamSourceException reason)
            {
                Log.Interrupted(logger, shardId, reason.Message);
                health.Failed(shardId, reason.Message);
                iterator = null;
                position = reason.IsTrimmed ? new(StreamPositionKind.TrimHorizon) : position;
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                continue;
            }

            if (page.Records.Count > 0)
            {
                position = new(StreamPositionKind.After, page.Records[^1].SequenceNumber);
                Add(page.Records);
            }

            iterator = page.NextIterator;
            await HandOnAsync(shardId, isLast: iterator is null, cancellationToken);
            if (iterator is null)
            {
                return ShardEnd.Closed;
            }

            if (page.Records.Count == 0)
            {
                await Task.Delay(PollInterval, time, cancellationToken);
            }
        }
    }

    private void Add(IReadOnlyList<StreamRecord> records)
    {
        if (_waiting.Count == 0)
        {
            _waitingSince = time.GetTimestamp();
        }

        foreach (var record in records)
        {
            _waiting.Enqueue(record);
        }
    }

    private async Task HandOnAsync(string shardId, bool isLast, CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0 && (isLast || IsBatch()))
        {
            var batch = TakeBatch();
            await processor.ProcessAsync(shardId, batch, cancellationToken);
            checkpoints.Save(shardId, batch[^1].SequenceNumber);
            // The next window begins when the invocation is over.
            _waitingSince = time.GetTimestamp();
        }
    }

    private bool IsBatch() =>
        _waiting.Count >= mapping.BatchSize
        || time.GetElapsedTime(_waitingSince) >= mapping.BatchingWindow
        || _waiting.Sum(record => record.Json.Length + 1) >= LargestBatchBytes;

    private List<StreamRecord> TakeBatch()
    {
        var batch = new List<StreamRecord>();
        var bytes = 0;
        while (batch.Count < mapping.BatchSize && _waiting.TryPeek(out var next))
        {
            bytes += next.Json.Length + 1;
            if (bytes > LargestBatchBytes && batch.Count > 0)
            {
                break;
            }

            batch.Add(_waiting.Dequeue());
        }

        return batch;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ShardNotRead, LogLevel.Warning, "The stream cannot be read at {ShardId}: {Reason}")]
        public static partial void Interrupted(ILogger logger, string shardId, string reason);
    }
}
