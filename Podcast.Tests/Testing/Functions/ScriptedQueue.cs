using Amazon.SQS;
using Amazon.SQS.Model;

namespace Podcast.Tests.Testing.Functions;

/// <summary>A queue in memory: a message that was received is not seen again until it is released.</summary>
internal sealed class ScriptedQueue() : AmazonSQSClient("access", "secret", new AmazonSQSConfig { ServiceURL = "http://localhost:9" })
{
    private readonly HashSet<string> _received = [];

    /// <summary>Bodies by receipt.</summary>
    public Dictionary<string, string> Messages { get; } = [];

    public bool IsDown { get; set; }

    public override Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        if (IsDown)
        {
            throw new HttpRequestException("No connection.");
        }

        Messages[Guid.NewGuid().ToString()] = request.MessageBody;
        return Task.FromResult(new SendMessageResponse());
    }

    public override Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
    {
        var found = Messages.Where(message => _received.Add(message.Key)).Take(request.MaxNumberOfMessages ?? 1).ToArray();
        return Task.FromResult(new ReceiveMessageResponse
        {
            Messages = [.. found.Select(message => new Message { ReceiptHandle = message.Key, Body = message.Value })],
        });
    }

    public override Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default)
    {
        Messages.Remove(request.ReceiptHandle);
        return Task.FromResult(new DeleteMessageResponse());
    }

    public override Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(
        ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default)
    {
        _received.Remove(request.ReceiptHandle);
        return Task.FromResult(new ChangeMessageVisibilityResponse());
    }
}
