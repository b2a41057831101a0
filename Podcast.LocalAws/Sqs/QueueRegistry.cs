using System.Collections.Immutable;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sqs;

/// <summary>The queues of the stack.</summary>
internal sealed class QueueRegistry(TimeProvider time) : IQueueSender, IStackConsumer
{
    private volatile ImmutableDictionary<string, Queue> _byArn = ImmutableDictionary<string, Queue>.Empty;

    public IEnumerable<Queue> All => _byArn.Values;

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var before = _byArn;
        var after = ImmutableDictionary.CreateBuilder<string, Queue>(StringComparer.Ordinal);
        foreach (var resource in stack.OfType("AWS::SQS::Queue"))
        {
            var arn = resource.GetAtt("Arn");
            var queue = before.GetValueOrDefault(arn) ?? new(resource.GetAtt("QueueName"), resource.PhysicalId, arn, time);
            queue.Settings = QueueSettings.Read(resource.Properties);
            after[arn] = queue;
        }

        foreach (var queue in after.Values)
        {
            queue.DeadLetterQueue = queue.Settings.DeadLetterArn is { } deadLetters ? after.GetValueOrDefault(deadLetters) : null;
        }

        _byArn = after.ToImmutable();
        return Task.CompletedTask;
    }

    public bool Exists(string queueArn) => _byArn.ContainsKey(queueArn);

    public void Send(string queueArn, string body, IReadOnlyDictionary<string, string>? attributes = null, string senderId = "")
    {
        var queue = _byArn.GetValueOrDefault(queueArn) ?? throw SqsErrors.NoSuchQueue();
        var messageAttributes = (attributes ?? ImmutableDictionary<string, string>.Empty)
            .ToDictionary(attribute => attribute.Key, attribute => new MessageAttribute("String", attribute.Value));
        queue.Send(body, new(messageAttributes, StringComparer.Ordinal), senderId, traceHeader: null, delay: null);
    }

    public Queue? FindByName(string name) => _byArn.Values.FirstOrDefault(queue => queue.Name == name);

    /// <summary>The queue of a URL; only its path counts, because callers put another host in front.</summary>
    public Queue? FindByUrl(string url)
    {
        var slash = url.LastIndexOf('/');
        return slash < 0 ? null : FindByName(url[(slash + 1)..]);
    }
}
