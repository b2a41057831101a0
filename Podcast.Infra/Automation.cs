using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SQS;
using Constructs;

namespace Podcast.Infra;

/// <summary>What happens by itself when something changes: the stream of the Subscribers table feeds the stream processor.</summary>
internal sealed class Automation : Construct
{
    public Automation(Construct scope, string id, Data data, Functions functions) : base(scope, id)
    {
        FailedChanges = new Queue(this, "FailedChanges", new QueueProps
        {
            Encryption = QueueEncryption.SQS_MANAGED,
            RetentionPeriod = Duration.Days(14),
        });

        // Lambda polls the stream and reports failures as the function's role.
        var permissions = new Policy(this, "ReadChanges", new PolicyProps
        {
            Roles = [functions.StreamProcessor.Role],
            Statements =
            [
                Statements.Allow(
                    "ReadStream",
                    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
                    data.Subscribers.TableStreamArn!),
                Statements.Allow("ReportFailure", ["sqs:SendMessage"], FailedChanges.QueueArn),
            ],
        });

        var mapping = new CfnEventSourceMapping(this, "SubscriberChanges", new CfnEventSourceMappingProps
        {
            EventSourceArn = data.Subscribers.TableStreamArn,
            FunctionName = functions.StreamProcessor.Function.FunctionName,
            StartingPosition = "TRIM_HORIZON",
            // A revocation has to reach the edge in under 2 s: nothing waits for a batch to fill.
            MaximumBatchingWindowInSeconds = 0,
            // The store takes one writer at a time and 50 keys a call, so a burst is cheaper in few large batches.
            BatchSize = 100,
            ParallelizationFactor = 1,
            MaximumRetryAttempts = 3,
            BisectBatchOnFunctionError = true,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            DestinationConfig = new CfnEventSourceMapping.DestinationConfigProperty
            {
                OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = FailedChanges.QueueArn },
            },
        });
        mapping.Node.AddDependency(permissions);
    }

    /// <summary>Where a change goes that could not be brought to the edge: the position in the stream, not the record.</summary>
    public Queue FailedChanges { get; }
}
