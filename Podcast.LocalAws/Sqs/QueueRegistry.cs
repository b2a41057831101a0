using System.Globalization;
using System.Text;
using Podcast.LocalAws.Lambda.EventSources;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sqs;

/// <summary>The queues of the stack.</summary>
internal sealed class QueueRegistry : IOnFailureDestination
{
    private const int DefaultVisibilitySeconds = 30;

    private readonly Dictionary<string, Queue> _byArn = new(StringComparer.Ordinal);

    public QueueRegistry(Stack stack, TimeProvider time)
    {
        foreach (var resource in stack.OfType("AWS::SQS::Queue"))
        {
            var visibility = resource.Properties["VisibilityTimeout"] is { } seconds
                ? int.Parse(seconds.ToString(), CultureInfo.InvariantCulture)
                : DefaultVisibilitySeconds;
            var arn = resource.GetAtt("Arn");
            _byArn[arn] = new(resource.GetAtt("QueueName"), resource.PhysicalId, arn, TimeSpan.FromSeconds(visibility), time);
        }
    }

    public IReadOnlyCollection<Queue> All => _byArn.Values;

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
