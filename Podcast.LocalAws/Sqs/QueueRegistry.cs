using System.Collections.Immutable;
using System.Text;
using Podcast.LocalAws.Lambda.EventSources;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sqs;

/// <summary>The queues of the stack.</summary>
internal sealed class QueueRegistry(TimeProvider time) : IOnFailureDestination, IStackConsumer
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

    public bool Exists(string destinationArn) => _byArn.ContainsKey(destinationArn);

    public void Send(string destinationArn, ReadOnlyMemory<byte> message) => _byArn[destinationArn].Send(Encoding.UTF8.GetString(message.Span));

    public Queue? FindByName(string name) => _byArn.Values.FirstOrDefault(queue => queue.Name == name);

    /// <summary>The queue of a URL; only its path counts, because callers put another host in front.</summary>
    public Queue? FindByUrl(string url)
    {
        var slash = url.LastIndexOf('/');
        return slash < 0 ? null : FindByName(url[(slash + 1)..]);
    }
}
