namespace Podcast.LocalAws.Logs;

/// <summary>
/// One log group with its streams and events, ordered by time. It keeps the newest events within a bound of memory, and none that is older than its retention.
/// </summary>
internal sealed class LogGroup(string name, DateTimeOffset createdAt)
{
    /// <summary>The memory that the events of one group may take, in bytes.</summary>
    public const int MaxSize = 2 * 1024 * 1024;

    /// <summary>Streams beyond these are forgotten, those first that were written to least recently.</summary>
    public const int MaxStreams = 100;

    private readonly Lock _lock = new();
    private readonly LinkedList<LogEvent> _events = [];
    private readonly Dictionary<string, LogStream> _streams = new(StringComparer.Ordinal);
    private int _size;

    public string Name => name;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>How long events are kept; <see langword="null"/> forever, within the bound of memory.</summary>
    public int? RetentionInDays { get; set; }

    /// <summary>The key that the template encrypts the group with.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>The bytes of the messages that are kept.</summary>
    public long StoredBytes
    {
        get
        {
            lock (_lock)
            {
                return _events.Sum(kept => (long)kept.Message.Length);
            }
        }
    }

    public IReadOnlyList<LogStream> Streams
    {
        get
        {
            lock (_lock)
            {
                return [.. _streams.Values.OrderBy(stream => stream.Name, StringComparer.Ordinal)];
            }
        }
    }

    public bool HasStream(string stream)
    {
        lock (_lock)
        {
            return _streams.ContainsKey(stream);
        }
    }

    public void Add(LogEvent added, DateTimeOffset now)
    {
        lock (_lock)
        {
            // What arrives is nearly always the newest.
            var before = _events.Last;
            while (before is not null && LogEvent.Compare(before.Value, added) > 0)
            {
                before = before.Previous;
            }

            if (before is null)
            {
                _events.AddFirst(added);
            }
            else
            {
                _events.AddAfter(before, added);
            }

            _size += added.Size;
            Note(added);
            Trim(now);
        }
    }

    /// <summary>The events that are kept, oldest first.</summary>
    public IReadOnlyList<LogEvent> Read(DateTimeOffset now)
    {
        lock (_lock)
        {
            Trim(now);
            return [.. _events];
        }
    }

    private void Note(LogEvent added)
    {
        _streams[added.Stream] = _streams.GetValueOrDefault(added.Stream) is { } known
            ? known with
            {
                FirstEventAt = Math.Min(known.FirstEventAt, added.Timestamp),
                LastEventAt = Math.Max(known.LastEventAt, added.Timestamp),
                LastIngestedAt = added.IngestionTime,
            }
            : new(added.Stream, added.IngestionTime, added.Timestamp, added.Timestamp, added.IngestionTime);
        if (_streams.Count > MaxStreams)
        {
            var oldest = _streams.Values.MinBy(stream => stream.LastIngestedAt)!.Name;
            _streams.Remove(oldest);
            for (var node = _events.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.Stream == oldest)
                {
                    Remove(node);
                }

                node = next;
            }
        }
    }

    private void Trim(DateTimeOffset now)
    {
        var oldest = RetentionInDays is { } days ? now.AddDays(-days).ToUnixTimeMilliseconds() : long.MinValue;
        while (_events.First is { } first && (_size > MaxSize || first.Value.Timestamp < oldest))
        {
            Remove(first);
        }
    }

    private void Remove(LinkedListNode<LogEvent> node)
    {
        _size -= node.Value.Size;
        _events.Remove(node);
    }
}
