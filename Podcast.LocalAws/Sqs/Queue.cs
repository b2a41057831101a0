namespace Podcast.LocalAws.Sqs;

/// <summary>A standard queue in memory. When it is full, its oldest message goes, as one does in AWS when its retention ends.</summary>
internal sealed class Queue(string name, string url, string arn, TimeProvider time)
{
    private const int MaxMessages = 100_000;
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly LinkedList<QueueMessage> _messages = [];
    private readonly Dictionary<string, LinkedListNode<QueueMessage>> _byId = new(StringComparer.Ordinal);
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? _purgedAt;

    public string Name => name;

    public string Url => url;

    public string Arn => arn;

    public DateTimeOffset CreatedAt { get; } = time.GetUtcNow();

    public QueueSettings Settings { get; set; } = QueueSettings.Read([]);

    /// <summary>Where messages go that were received too often; set when the stack is applied.</summary>
    public Queue? DeadLetterQueue { get; set; }

    /// <summary>All messages, visible or not.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                RemoveExpired(time.GetUtcNow());
                return _messages.Count;
            }
        }
    }

    /// <summary>The numbers of messages that are visible, in flight and delayed.</summary>
    public (int Visible, int InFlight, int Delayed) Counts()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            RemoveExpired(now);
            var hidden = _messages.Where(message => message.VisibleAt > now).ToList();
            var delayed = hidden.Count(message => message.ReceiveCount == 0);
            return (_messages.Count - hidden.Count, hidden.Count - delayed, delayed);
        }
    }

    /// <summary>How long the oldest message has been there, received or not; zero without one.</summary>
    public TimeSpan OldestAge()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            RemoveExpired(now);
            return _messages.First is { } oldest ? now - oldest.Value.SentAt : TimeSpan.Zero;
        }
    }

    public QueueMessage Send(string body, TimeSpan? delay = null) => Add(new(Guid.NewGuid().ToString(), body, time.GetUtcNow()), delay);

    public QueueMessage Send(
        string body, SortedDictionary<string, MessageAttribute> attributes, string senderId, string? traceHeader, TimeSpan? delay) =>
        Add(
            new(Guid.NewGuid().ToString(), body, time.GetUtcNow()) { Attributes = attributes, SenderId = senderId, TraceHeader = traceHeader },
            delay);

    /// <summary>Receives messages and hides them for the visibility timeout. What was received too often goes to the dead-letter queue instead.</summary>
    public IReadOnlyList<QueueMessage> Receive(int maxMessages, TimeSpan visibility)
    {
        var now = time.GetUtcNow();
        var received = new List<QueueMessage>();
        var exhausted = new List<QueueMessage>();
        lock (_lock)
        {
            RemoveExpired(now);
            for (var node = _messages.First; node is not null && received.Count < maxMessages;)
            {
                var (message, next) = (node.Value, node.Next);
                if (message.VisibleAt <= now)
                {
                    if (DeadLetterQueue is not null && message.ReceiveCount >= Settings.MaxReceiveCount)
                    {
                        Remove(node);
                        exhausted.Add(message);
                    }
                    else
                    {
                        message.VisibleAt = now + visibility;
                        message.ReceiveCount++;
                        message.FirstReceivedAt ??= now;
                        message.ReceiptHandle = ReceiptHandles.Create(message.Id);
                        received.Add(message);
                    }
                }

                node = next;
            }
        }

        foreach (var message in exhausted)
        {
            DeadLetterQueue!.Add(message.MovedFrom(arn, now), TimeSpan.Zero);
        }

        return received;
    }

    /// <summary>As <see cref="Receive"/>, but waits for a message for a while.</summary>
    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int maxMessages, TimeSpan visibility, TimeSpan wait, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + wait;
        while (true)
        {
            Task arrived;
            DateTimeOffset? nextVisible;
            lock (_lock)
            {
                arrived = _arrived.Task;
                nextVisible = _messages.Count == 0 ? null : _messages.Min(message => message.VisibleAt);
            }

            var received = Receive(maxMessages, visibility);
            var now = time.GetUtcNow();
            if (received.Count > 0 || now >= end)
            {
                return received;
            }

            var until = nextVisible > now && nextVisible < end ? nextVisible.Value : end;
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(arrived, Task.Delay(until - now, time, over.Token));
            await over.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Deletes the message of a receipt. A receipt that is not the latest deletes nothing.</summary>
    public void Delete(string receiptHandle)
    {
        lock (_lock)
        {
            if (FindByReceipt(receiptHandle) is { } node)
            {
                Remove(node);
            }
        }
    }

    /// <summary>Hides a received message for another time, or shows it again.</summary>
    /// <returns>Whether the message is in flight.</returns>
    public bool ChangeVisibility(string receiptHandle, TimeSpan visibility)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (FindByReceipt(receiptHandle) is not { } node || node.Value.VisibleAt <= now)
            {
                return false;
            }

            node.Value.VisibleAt = now + visibility;
            Announce();
            return true;
        }
    }

    /// <returns>Whether it was long enough ago that the queue was purged the last time.</returns>
    public bool TryPurge()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (now - _purgedAt < PurgeInterval)
            {
                return false;
            }

            _purgedAt = now;
            _messages.Clear();
            _byId.Clear();
            return true;
        }
    }

    /// <summary>Moves visible messages to other queues, oldest first; a message without a destination stays.</summary>
    /// <returns>How many were moved.</returns>
    public int MoveVisible(int most, Func<QueueMessage, Queue?> findDestination)
    {
        var now = time.GetUtcNow();
        var moving = new List<(QueueMessage Message, Queue Destination)>();
        lock (_lock)
        {
            RemoveExpired(now);
            for (var node = _messages.First; node is not null && moving.Count < most;)
            {
                var (message, next) = (node.Value, node.Next);
                if (message.VisibleAt <= now && findDestination(message) is { } destination && destination != this)
                {
                    Remove(node);
                    moving.Add((message, destination));
                }

                node = next;
            }
        }

        foreach (var (message, destination) in moving)
        {
            destination.Add(message.Resent(now), TimeSpan.Zero);
        }

        return moving.Count;
    }

    private QueueMessage Add(QueueMessage message, TimeSpan? delay)
    {
        message.VisibleAt = time.GetUtcNow() + (delay ?? Settings.Delay);
        lock (_lock)
        {
            if (_messages.Count == MaxMessages)
            {
                Remove(_messages.First!);
            }

            _byId[message.Id] = _messages.AddLast(message);
            Announce();
        }

        return message;
    }

    private void RemoveExpired(DateTimeOffset now)
    {
        // What came from another queue may be older than what lies before it.
        for (var node = _messages.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.SentAt + Settings.Retention <= now)
            {
                Remove(node);
            }
            else if (node.Value.DeadLetterSourceArn is null)
            {
                return;
            }

            node = next;
        }
    }

    private void Remove(LinkedListNode<QueueMessage> node)
    {
        _messages.Remove(node);
        _byId.Remove(node.Value.Id);
    }

    private LinkedListNode<QueueMessage>? FindByReceipt(string receiptHandle) =>
        ReceiptHandles.MessageIdOf(receiptHandle) is { } id && _byId.GetValueOrDefault(id) is { } node && node.Value.ReceiptHandle == receiptHandle
            ? node
            : null;

    private void Announce()
    {
        _arrived.TrySetResult();
        _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
