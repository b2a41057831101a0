using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.Sns;

/// <summary>The topics of the stack, and the last messages. No e-mail leaves the machine: what would be sent is kept.</summary>
internal sealed partial class TopicRegistry(TimeProvider time, ILogger<TopicRegistry> logger) : ITopicPublisher, IStackConsumer
{
    private const int MaxMessages = 200;

    private readonly Lock _lock = new();
    private readonly Queue<PublishedMessage> _messages = new();
    private volatile ImmutableDictionary<string, Topic> _byArn = ImmutableDictionary<string, Topic>.Empty;

    /// <summary>In the order of their ARNs.</summary>
    public IReadOnlyList<Topic> All => [.. _byArn.Values.OrderBy(topic => topic.Arn, StringComparer.Ordinal)];

    /// <summary>The last messages, the latest first.</summary>
    public IReadOnlyList<PublishedMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages.Reverse()];
            }
        }
    }

    public Topic? Find(string arn) => _byArn.GetValueOrDefault(arn);

    public Task ApplyAsync(Stack stack, CancellationToken cancellationToken)
    {
        var subscriptions = stack.OfType("AWS::SNS::Subscription").ToLookup(resource => Text(resource, "TopicArn"), StringComparer.Ordinal);
        var policies = stack.OfType("AWS::SNS::TopicPolicy").ToList();
        _byArn = stack.OfType("AWS::SNS::Topic")
            .Select(resource => new Topic(
                resource.PhysicalId,
                Text(resource, "DisplayName"),
                policies.FirstOrDefault(policy => policy.Properties["Topics"] is JsonArray topics && topics.Any(arn => arn?.ToString() == resource.PhysicalId))
                    ?.Properties["PolicyDocument"]?.ToJsonString() ?? "",
                [
                    .. (resource.Properties["Subscription"] as JsonArray ?? []).OfType<JsonObject>()
                        .Select((inline, i) => new Subscription($"{resource.PhysicalId}:{stack.Identity.Uuid($"{resource.LogicalId}/{i}")}", $"{inline["Protocol"]}", $"{inline["Endpoint"]}")),
                    .. subscriptions[resource.PhysicalId].Select(one => new Subscription(one.PhysicalId, Text(one, "Protocol"), Text(one, "Endpoint"))),
                ]))
            .ToImmutableDictionary(topic => topic.Arn, StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    public string Publish(string topicArn, string? subject, string message) => Publish(topicArn, subject, message, _ => message);

    /// <summary>Publishes a message that differs by the subscriber's protocol.</summary>
    /// <exception cref="AwsException">There is no such topic: NotFound.</exception>
    public string Publish(string topicArn, string? subject, string message, Func<string, string> messageFor)
    {
        var topic = Find(topicArn) ?? throw SnsErrors.NoSuchTopic();
        using var span = LocalAwsTelemetry.Source.StartActivity($"send {topic.Name}", ActivityKind.Producer);
        span?.SetTag("messaging.system", "aws.sns");
        span?.SetTag("messaging.operation.type", "send");
        span?.SetTag("messaging.destination.name", topic.Name);
        var published = new PublishedMessage(
            Guid.NewGuid().ToString(), topicArn, subject, message, time.GetUtcNow(), [.. topic.Subscriptions.Select(subscription => Deliver(topic, subscription, subject, messageFor))]);
        span?.SetTag("messaging.message.id", published.Id);
        lock (_lock)
        {
            if (_messages.Count == MaxMessages)
            {
                _messages.Dequeue();
            }

            _messages.Enqueue(published);
        }

        Log.Published(logger, topic.Name, subject ?? "(no subject)", topic.Subscriptions.Count);
        return published.Id;
    }

    private static SubscriberDelivery Deliver(Topic topic, Subscription subscription, string? subject, Func<string, string> messageFor) => subscription.Protocol switch
    {
        "email" or "email-json" => new(subscription, subject ?? "AWS Notification Message", $"""
            {messageFor(subscription.Protocol)}

            --
            If you wish to stop receiving notifications from this topic, please unsubscribe from {topic.Name}.
            """),
        _ => new(subscription, null, null),
    };

    private static string Text(StackResource resource, string name) => resource.Properties[name]?.ToString() ?? "";

    private static partial class Log
    {
        [LoggerMessage(EventIds.TopicMessageDelivered, LogLevel.Information, "{Topic}: \"{Subject}\" to {Count} subscriptions.")]
        public static partial void Published(ILogger logger, string topic, string subject, int count);
    }
}
