using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Podcast.Infra.Core;
using Podcast.Infra.Data;
using Podcast.Infra.Functions;

namespace Podcast.Infra.Automation;

/// <summary>The streams of both tables feed the function that publishes events.</summary>
internal sealed class PublishedChanges : Construct
{
    /// <summary>A burst of changes becomes few invocations, and nobody waits for an event within the second.</summary>
    private const double BatchWindowSeconds = 1;

    private const double BatchSize = 100;

    private const double NoLimit = -1;

    /// <summary>An hour before the stream itself forgets a change, so that what could not be published until then is reported and not lost unseen.</summary>
    private const double MaximumAgeSeconds = 23 * 60 * 60;

    public PublishedChanges(Construct scope, string id, PodcastTables data, PodcastFunction publisher) : base(scope, id)
    {
        // Lambda polls the streams as the function's role.
        var permissions = new Policy(this, "ReadChanges", new PolicyProps
        {
            Roles = [publisher.Role],
            Statements =
            [
                Statements.Allow(
                    "ReadStreams",
                    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
                    data.Subscribers.TableStreamArn!,
                    data.Catalog.TableStreamArn!),
            ],
        });
        Map("Subscribers", data.Subscribers, publisher, permissions);
        Map("Catalog", data.Catalog, publisher, permissions);
    }

    private void Map(string id, Table table, PodcastFunction publisher, Policy permissions)
    {
        var mapping = new CfnEventSourceMapping(this, id, new CfnEventSourceMappingProps
        {
            EventSourceArn = table.TableStreamArn,
            FunctionName = publisher.Function.FunctionName,
            StartingPosition = "TRIM_HORIZON",
            MaximumBatchingWindowInSeconds = BatchWindowSeconds,
            BatchSize = BatchSize,
            ParallelizationFactor = 1,
            MaximumRetryAttempts = NoLimit,
            MaximumRecordAgeInSeconds = MaximumAgeSeconds,
            BisectBatchOnFunctionError = true,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            DestinationConfig = new CfnEventSourceMapping.DestinationConfigProperty
            {
                OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = publisher.Failures!.Arn },
            },
        });
        mapping.Node.AddDependency(permissions);
    }
}
