namespace Podcast.LocalAws.Sqs;

/// <summary>One task that moves messages.</summary>
/// <param name="source">The dead-letter queue.</param>
/// <param name="destination">Where all messages go; <see langword="null"/> for each to where it came from.</param>
/// <param name="perSecond">How many messages move in a second at most; <see langword="null"/> for as fast as it goes.</param>
/// <param name="startedAt">When it was started.</param>
/// <param name="toMove">How many messages there were then.</param>
internal sealed class MessageMove(Queue source, Queue? destination, int? perSecond, DateTimeOffset startedAt, int toMove)
{
    private const int Batch = 100;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private volatile string _status = "RUNNING";
    private int _moved;

    public Guid Id { get; } = Guid.NewGuid();

    public Queue Source => source;

    public Queue? Destination => destination;

    public int? PerSecond => perSecond;

    public DateTimeOffset StartedAt => startedAt;

    public int ToMove => toMove;

    public int Moved => Volatile.Read(ref _moved);

    /// <summary>RUNNING, COMPLETED or CANCELLED.</summary>
    public string Status => _status;

    public bool IsRunning => _status == "RUNNING";

    public bool TryCancel()
    {
        if (!IsRunning)
        {
            return false;
        }

        _status = "CANCELLED";
        return true;
    }

    public async Task RunAsync(QueueRegistry queues, TimeProvider time, CancellationToken stopping)
    {
        while (IsRunning && source.MoveVisible(perSecond ?? Batch, message => destination ?? FindOrigin(queues, message)) is > 0 and var moved)
        {
            Interlocked.Add(ref _moved, moved);
            if (perSecond is not null)
            {
                await Task.Delay(Second, time, stopping);
            }
        }

        if (IsRunning)
        {
            _status = "COMPLETED";
        }
    }

    private static Queue? FindOrigin(QueueRegistry queues, QueueMessage message) =>
        queues.All.FirstOrDefault(queue => queue.Arn == message.DeadLetterSourceArn);
}
