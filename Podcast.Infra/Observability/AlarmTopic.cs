using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Input;

namespace Podcast.Infra.Observability;

/// <summary>The topic that all alarms notify.</summary>
internal sealed class AlarmTopic : Construct
{
    public AlarmTopic(Construct scope, string id, StackSettings settings) : base(scope, id)
    {
        var topic = new CfnTopic(this, "Topic");
        Arn = topic.Ref;
        _ = new CfnTopicPolicy(this, "Policy", new CfnTopicPolicyProps
        {
            Topics = [Arn],
            PolicyDocument = new PolicyDocument(new PolicyDocumentProps
            {
                Statements =
                [
                    Statements.AllowService(
                        "AlarmsPublish", "cloudwatch.amazonaws.com", ["sns:Publish"], Arn, new() { ["aws:SourceAccount"] = Aws.ACCOUNT_ID }),
                    DenyPublishingWithoutTls(Arn),
                ],
            }),
        });
        if (settings.AlarmEmail is { } address)
        {
            _ = new CfnSubscription(this, "Email", new CfnSubscriptionProps { TopicArn = Arn, Protocol = "email", Endpoint = address });
        }
    }

    public string Arn { get; }

    // Not all actions: SNS refuses a topic's policy with some of them.
    private static PolicyStatement DenyPublishingWithoutTls(string arn) => new(new PolicyStatementProps
    {
        Sid = "TlsOnly",
        Effect = Effect.DENY,
        Principals = [new AnyPrincipal()],
        Actions = ["sns:Publish"],
        Resources = [arn],
        Conditions = new Dictionary<string, object>
        {
            ["Bool"] = new Dictionary<string, object> { ["aws:SecureTransport"] = "false" },
        },
    });
}
