using Amazon.SQS;
using Amazon.SQS.Model;

namespace Podcast.Functions.WebhookSender;

/// <summary>The queue for events that the publisher's address did not take.</summary>
internal sealed class FailedEvents(Func<IAmazonSQS> sqs, string queueUrl)
{
    public Task PutAsync(string published, string reason, CancellationToken cancellationToken) => sqs().SendMessageAsync(
        new SendMessageRequest
        {
            QueueUrl = queueUrl,
            MessageBody = published,
            MessageAttributes = new() { ["reason"] = new() { DataType = "String", StringValue = reason } },
        },
        cancellationToken);
}
