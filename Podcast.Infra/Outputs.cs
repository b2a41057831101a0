using Amazon.CDK;
using Constructs;
using Podcast.Infra.Automation;
using Podcast.Infra.Data;
using Podcast.Infra.Delivery;
using Podcast.Infra.Functions;
using Podcast.Infra.Media;
using Podcast.Infra.Observability;

namespace Podcast.Infra;

/// <summary>The stack's outputs.</summary>
internal static class Outputs
{
    public static void Add(
        Construct scope,
        PodcastTables data,
        PublisherEvents events,
        MediaBuckets media,
        EdgeStore edgeStore,
        Transcoder transcoder,
        PodcastFunctions functions,
        FunctionTriggers automation,
        PodcastDistribution delivery,
        Monitoring observability)
    {
        Add(scope, "DistributionDomain", delivery.Distribution.AttrDomainName, "Where podcast apps fetch feeds and audio.");
        Add(scope, "DistributionId", delivery.Distribution.Ref, "For invalidations.");
        Add(scope, "PublisherUrl", functions.PublisherUrl.AttrFunctionUrl, "The publisher API; requests are signed with IAM credentials.");
        Add(scope, "PublisherFunction", functions.PublisherApi.Function.FunctionName, "For who is to be allowed to call it.");
        Add(scope, "WebhooksUrl", functions.WebhooksUrl.AttrFunctionUrl, "Where payment providers report.");
        Add(scope, "SubscribersTable", data.Subscribers.TableName, "Subscribers and signing keys.");
        Add(scope, "SubscribersStreamArn", data.Subscribers.TableStreamArn!, "Every change of them.");
        Add(scope, "CatalogTable", data.Catalog.TableName, "Shows and episodes.");
        Add(scope, "CatalogStreamArn", data.Catalog.TableStreamArn!, "Every change of them.");
        Add(scope, "StatisticsTable", data.Statistics.TableName, "Downloads.");
        Add(scope, "EventBusName", events.Bus.AttrName, "Where the stack says what has happened; add rules to it.");
        Add(scope, "TableKeyArn", data.KeyArn, "The key that the tables are encrypted with.");
        Add(scope, "MediaBucket", media.Audio.Name, "Audio.");
        Add(scope, "IngestBucket", media.Ingest.Name, "Recordings, before they are transcoded.");
        Add(scope, "LogBucket", media.Logs.Name, "The access logs of the distribution and the buckets.");
        Add(scope, "EdgeStoreArn", edgeStore.KeyValueStore.KeyValueStoreArn, "The key-value store that the edge reads.");
        Add(scope, "TranscodingQueueArn", transcoder.Queue.AttrArn, "Where transcodes wait.");
        Add(scope, "ReconcileFunction", functions.Reconcile.Function.FunctionName, "Fills or repairs the store when it is invoked.");
        Add(scope, "ScheduleGroup", automation.Group.Ref, "The schedules.");
        Add(scope, "FailedChangesUrl", automation.Changes.Failures.Url, "Changes that could not be brought to the edge.");
        foreach (var function in functions.All.Where(function => function.Failures is not null))
        {
            Add(scope, $"{function.Name}FailuresUrl", function.Failures!.Url, $"What {function.Name} could not do.");
        }

        Add(scope, "AlarmTopicArn", observability.Topic.Arn, "All alarms; subscribe to it.");
        Add(scope, "DashboardName", observability.Dashboard.Resource.Ref, "The dashboard in CloudWatch.");
    }

    private static void Add(Construct scope, string name, string value, string description)
        => _ = new CfnOutput(scope, name, new CfnOutputProps { Value = value, Description = description });
}
