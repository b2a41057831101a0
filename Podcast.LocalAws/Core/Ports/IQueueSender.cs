namespace Podcast.LocalAws.Core.Ports;

/// <summary>Sends messages to the queues of the deployed stack for other services. It checks no permission: the sending service does.</summary>
internal interface IQueueSender
{
    /// <summary>Whether the stack has a queue with this ARN.</summary>
    bool Exists(string queueArn);

    /// <param name="queueArn">The queue's ARN.</param>
    /// <param name="body">The message's text.</param>
    /// <param name="attributes">Message attributes of the type String.</param>
    /// <param name="senderId">The principal that sends; empty for a service.</param>
    /// <exception cref="AwsException">There is no such queue: QueueDoesNotExist.</exception>
    void Send(string queueArn, string body, IReadOnlyDictionary<string, string>? attributes = null, string senderId = "");
}
