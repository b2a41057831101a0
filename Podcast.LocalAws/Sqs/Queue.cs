namespace Podcast.LocalAws.Sqs;

/// <summary>A standard queue in memory. When it is full, its oldest message goes, as one does in AWS when its retention ends.</summary>
internal sealed class Queue(string name, string url, string arn, TimeProvider time)
{
    private const int MaxMessages = 100_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<QueueMessage> _messages = [];

    public string Name => name;

    public string Url => url;

    public string Arn => arn;

    public TimeSpan VisibilityTimeout { get; set; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count;
            }
        }
    }

    public QueueMessage Send(string body)
    {
        var message = new QueueMessage(Guid.NewGuid().ToString(), body, time.GetUtcNow());
        lock (_lock)
        {
            if (_messages.Count == MaxMessages)
            {
                _messages.RemoveFirst();
            }

            _messages.AddLast(message);
        }

        return message;
    }

    public IReadOnlyList<QueueMessage> Receive(int maxMessages, TimeSpan visibility)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var received = _messages.Where(message => message.VisibleAt <= now).Take(maxMessages).ToList();
            foreach (var message in received)
            {
                message.VisibleAt = now + visibility;
                message.ReceiveCount++;
                message.ReceiptHandle = Guid.NewGuid().ToString("N");
            }

            return received;
        }
    }

    public void Delete(string receiptHandle)
    {
        lock (_lock)
        {
            if (_messages.FirstOrDefault(message => message.ReceiptHandle == receiptHandle) is { } message)
            {
                _messages.Remove(message);
            }
        }
    }
}
