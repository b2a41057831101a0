namespace Podcast.LocalAws.Sqs;

/// <summary>One message of a queue.</summary>
internal sealed class QueueMessage(string id, string body, DateTimeOffset sentAt)
{
    public string Id => id;

    public string Body => body;

    public DateTimeOffset SentAt { get; } = sentAt;

    /// <summary>Until then nobody else receives it.</summary>
    public DateTimeOffset VisibleAt { get; set; } = sentAt;

    public int ReceiveCount { get; set; }

    /// <summary>Deletes the message; each receipt has a new one.</summary>
    public string ReceiptHandle { get; set; } = "";
}
