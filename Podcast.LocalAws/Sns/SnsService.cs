using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsQuery;

namespace Podcast.LocalAws.Sns;

/// <summary>SNS as far as the alarms' topic needs it. See https://docs.aws.amazon.com/sns/latest/api/welcome.html.</summary>
internal sealed class SnsService : AwsQueryService
{
    private const int LargestMessage = 256 * 1024;
    private const int LongestSubject = 100;

    private readonly TopicRegistry _topics;
    private readonly AwsArns _arns;

    public SnsService(TopicRegistry topics, IAuthorizer authorizer, LocalAwsOptions options)
    {
        _topics = topics;
        _arns = options.GetArns();
        Operations = new(Name, authorizer)
        {
            { "Publish", "sns:Publish", TargetArn, Publish },
            { "ListTopics", "sns:ListTopics", _ => "*", ListTopics },
            { "GetTopicAttributes", "sns:GetTopicAttributes", TopicArn, GetTopicAttributes },
            { "ListSubscriptions", "sns:ListSubscriptions", _ => "*", _ => [Describe(_topics.All)] },
            { "ListSubscriptionsByTopic", "sns:ListSubscriptionsByTopic", TopicArn, request => [Describe([Find(TopicArn(request))])] },
        };
    }

    public override string SigningName => "sns";

    public override string Name => "SNS";

    // A form has three characters where a body has one.
    public override long MaxRequestBytes => (3 * LargestMessage) + (64 * 1024);

    protected override string XmlNamespace => "http://sns.amazonaws.com/doc/2010-03-31/";

    protected override OperationTable<QueryRequest, object?[]> Operations { get; }

    private static string TopicArn(QueryRequest request) => request.Text("TopicArn") is { Length: > 0 } arn ? arn : throw SnsErrors.Invalid("TopicArn is required");

    private static string TargetArn(QueryRequest request) => request switch
    {
        _ when request.Text("PhoneNumber") is not null => throw AwsException.NotImplemented("SNS", "Publish to a phone number"),
        _ when request.Names.Any(name => name.StartsWith("MessageAttributes.", StringComparison.Ordinal)) => throw AwsException.NotImplemented("SNS", "MessageAttributes"),
        _ => request.Text("TopicArn") ?? request.Text("TargetArn") ?? throw SnsErrors.Invalid("TopicArn or TargetArn is required"),
    };

    private Topic Find(string arn) => _topics.Find(arn) ?? throw SnsErrors.NoSuchTopic();

    private object?[] Publish(QueryRequest request)
    {
        var message = request.Text("Message") is { Length: > 0 } text ? text : throw SnsErrors.Invalid("Empty message");
        if (Encoding.UTF8.GetByteCount(message) > LargestMessage)
        {
            throw SnsErrors.Invalid("Message too long");
        }

        var subject = request.Text("Subject");
        if (subject is { Length: 0 or > LongestSubject } || subject?.Any(char.IsControl) == true)
        {
            throw SnsErrors.Invalid("Subject");
        }

        var topic = Find(TargetArn(request)).Arn;
        var id = request.Text("MessageStructure") switch
        {
            null => _topics.Publish(topic, subject, message),
            "json" => PublishStructure(topic, subject, message),
            _ => throw SnsErrors.Invalid("MessageStructure"),
        };
        return [QueryResponse.Element("MessageId", id)];
    }

    private string PublishStructure(string topic, string? subject, string message)
    {
        JsonObject? byProtocol;
        try
        {
            byProtocol = JsonInput.Parse(message) as JsonObject;
        }
        catch (JsonException)
        {
            throw SnsErrors.Invalid("Message Structure - JSON message body failed to parse");
        }

        var text = byProtocol?["default"]?.ToString() ?? throw SnsErrors.Invalid("Message Structure - No default entry in JSON message body");
        return _topics.Publish(topic, subject, text, protocol => byProtocol[protocol]?.ToString() ?? text);
    }

    private object?[] ListTopics(QueryRequest request) =>
        [QueryResponse.List("Topics", _topics.All, topic => QueryResponse.Element("TopicArn", topic.Arn))];

    private object?[] GetTopicAttributes(QueryRequest request)
    {
        var topic = Find(TopicArn(request));
        return
        [
            new XElement(
                "Attributes",
                Entry("TopicArn", topic.Arn),
                Entry("DisplayName", topic.DisplayName),
                Entry("Owner", _arns.AccountId),
                Entry("Policy", topic.Policy),
                Entry("SubscriptionsConfirmed", topic.Subscriptions.Count),
                Entry("SubscriptionsPending", 0),
                Entry("SubscriptionsDeleted", 0)),
        ];

        static XElement Entry(string key, object value) => new("entry", new XElement("key", key), new XElement("value", value));
    }

    private XElement Describe(IReadOnlyList<Topic> topics) => QueryResponse.List(
        "Subscriptions",
        topics.SelectMany(topic => topic.Subscriptions.Select(subscription => (Topic: topic, Subscription: subscription))),
        entry => new object?[]
        {
            QueryResponse.Element("SubscriptionArn", entry.Subscription.Arn),
            QueryResponse.Element("Owner", _arns.AccountId),
            QueryResponse.Element("Protocol", entry.Subscription.Protocol),
            QueryResponse.Element("Endpoint", entry.Subscription.Endpoint),
            QueryResponse.Element("TopicArn", entry.Topic.Arn),
        });
}
