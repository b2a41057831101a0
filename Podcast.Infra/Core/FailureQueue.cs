using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace Podcast.Infra.Core;

/// <summary>Keeps events that failed for good until an operator has handled them.</summary>
internal sealed class FailureQueue : Construct
{
    /// <summary>The longest that SQS has: 14 days.</summary>
    private const double RetentionSeconds = 14 * 24 * 60 * 60;

    private readonly PolicyDocument _policy = new();

    public FailureQueue(Construct scope, string id) : base(scope, id)
    {
        Queue = new CfnQueue(this, "Queue", new CfnQueueProps { SqsManagedSseEnabled = true, MessageRetentionPeriod = RetentionSeconds });
        _policy.AddStatements(Statements.DenyWithoutTls("sqs", Arn));
        _ = new CfnQueuePolicy(this, "Policy", new CfnQueuePolicyProps { Queues = [Url], PolicyDocument = _policy });
    }

    public CfnQueue Queue { get; }

    public string Arn => Queue.AttrArn;

    public string Name => Queue.AttrQueueName;

    public string Url => Queue.Ref;

    /// <summary>Lets EventBridge send the events that one rule could not deliver to the dead-letter queue.</summary>
    public void AllowRule(string sid, string ruleArn) => _policy.AddStatements(Statements.AllowService(
        sid, "events.amazonaws.com", ["sqs:SendMessage"], Arn, new() { ["aws:SourceArn"] = ruleArn }));

    /// <summary>What a role needs to put something here.</summary>
    public PolicyStatement AllowSend() => Statements.Allow("ReportFailure", ["sqs:SendMessage"], Arn);
}
