using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Data;
using Podcast.Infra.Functions;
using Podcast.Infra.Input;

namespace Podcast.Infra.Automation;

/// <summary>The stream of the Subscribers table feeds the stream processor.</summary>
internal sealed class SubscriberChanges : Construct
{
    private const string QueueVariable = "FAILED_CHANGES_QUEUE_URL";

    public SubscriberChanges(Construct scope, string id, StreamSettings settings, PodcastTables data, PodcastFunction streamProcessor, PodcastFunction reconcile)
        : base(scope, id)
    {
        Processor = streamProcessor;
        Failures = new FailureQueue(this, "Failures");
        streamProcessor.Function.AddEnvironment(QueueVariable, Failures.Url);
        reconcile.Function.AddEnvironment(QueueVariable, Failures.Url);
        _ = new Policy(this, "Replay", new PolicyProps
        {
            Roles = [reconcile.Role],
            Statements =
            [
                Statements.Allow(
                    "ReplayFailures", ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], Failures.Arn),
            ],
        });

        // Lambda polls the stream and reports failures as the function's role.
        var permissions = new Policy(this, "ReadChanges", new PolicyProps
        {
            Roles = [streamProcessor.Role],
            Statements =
            [
                Statements.Allow(
                    "ReadStream",
                    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
                    data.Subscribers.TableStreamArn!),
                Failures.AllowSend(),
            ],
        });

        var mapping = new CfnEventSourceMapping(this, "Mapping", new CfnEventSourceMappingProps
        {
            EventSourceArn = data.Subscribers.TableStreamArn,
            FunctionName = streamProcessor.Function.FunctionName,
            StartingPosition = "TRIM_HORIZON",
            MaximumBatchingWindowInSeconds = settings.BatchWindowSeconds,
            BatchSize = settings.BatchSize,
            ParallelizationFactor = 1,
            MaximumRetryAttempts = settings.Retries,
            MaximumRecordAgeInSeconds = settings.MaximumAgeSeconds,
            BisectBatchOnFunctionError = true,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            DestinationConfig = new CfnEventSourceMapping.DestinationConfigProperty
            {
                OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = Failures.Arn },
            },
        });
        mapping.Node.AddDependency(permissions);
    }

    public PodcastFunction Processor { get; }

    /// <summary>Where a change goes that could not be brought to the edge: the position in the stream, not the record.</summary>
    public FailureQueue Failures { get; }
}
