using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace Podcast.Infra;

/// <summary>The stream of the Subscribers table feeds the stream processor.</summary>
internal sealed class SubscriberChanges : Construct
{
    public SubscriberChanges(Construct scope, string id, Data data, PodcastFunction streamProcessor) : base(scope, id)
    {
        Failures = new FailureQueue(this, "Failures");

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
                OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = Failures.Arn },
            },
        });
        mapping.Node.AddDependency(permissions);
    }

    /// <summary>Where a change goes that could not be brought to the edge: the position in the stream, not the record.</summary>
    public FailureQueue Failures { get; }
}
