namespace Podcast.LocalAws.Sqs;

/// <summary>One message of a queue. Its state changes under the queue's lock only.</summary>
internal sealed class QueueMessage(string id, string body, DateTimeOffset sentAt)
{
    public static readonly SortedDictionary<string, MessageAttribute> NoAttributes = new(StringComparer.Ordinal);

    public string Id => id;

    public string Body => body;

    public DateTimeOffset SentAt { get; } = sentAt;

    /// <summary>By name in ordinal order.</summary>
    public SortedDictionary<string, MessageAttribute> Attributes { get; init; } = NoAttributes;

    /// <summary>The sender's trace, when it sent one.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>Who sent it.</summary>
    public string SenderId { get; init; } = "";

    /// <summary>The queue that gave up on it, for one in a dead-letter queue.</summary>
    public string? DeadLetterSourceArn { get; init; }

    /// <summary>Hidden until then.</summary>
    public DateTimeOffset VisibleAt { get; set; } = sentAt;

    public DateTimeOffset? FirstReceivedAt { get; set; }

    public int ReceiveCount { get; set; }

    /// <summary>Deletes the message; each receipt has a new one.</summary>
    public string ReceiptHandle { get; set; } = "";

    /// <summary>The message as it is moved out of a dead-letter queue: a new one, with the id and the time of its sending.</summary>
    public QueueMessage Resent(DateTimeOffset now) => new(Guid.NewGuid().ToString(), body, now)
    {
        Attributes = Attributes,
        TraceHeader = TraceHeader,
        SenderId = SenderId,
    };

    /// <summary>The message as it lies in a dead-letter queue: the same, with the time at which it was first sent.</summary>
    public QueueMessage MovedFrom(string queueArn, DateTimeOffset now) => new(id, body, SentAt)
    {
        Attributes = Attributes,
        TraceHeader = TraceHeader,
        SenderId = SenderId,
        DeadLetterSourceArn = queueArn,
        VisibleAt = now,
    };
}
