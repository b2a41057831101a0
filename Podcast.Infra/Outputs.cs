using Amazon.CDK;
using Constructs;

namespace Podcast.Infra;

/// <summary>What somebody who integrates with the stack needs to know of it.</summary>
internal static class Outputs
{
    public static void Add(
        Construct scope, Data data, Media media, EdgeStore edgeStore, Functions functions, Automation automation, Delivery delivery)
    {
        Add(scope, "DistributionDomain", delivery.Distribution.AttrDomainName, "Where podcast apps fetch feeds and audio.");
        Add(scope, "DistributionId", delivery.Distribution.Ref, "For invalidations.");
        Add(scope, "PublisherUrl", functions.PublisherUrl.AttrFunctionUrl, "The publisher API; requests are signed with IAM credentials.");
        Add(scope, "WebhooksUrl", functions.WebhooksUrl.AttrFunctionUrl, "Where payment providers report.");
        Add(scope, "SubscribersTable", data.Subscribers.TableName, "Subscribers and signing keys.");
        Add(scope, "CatalogTable", data.Catalog.TableName, "Shows and episodes.");
        Add(scope, "MediaBucket", media.Audio.Name, "Audio.");
        Add(scope, "IngestBucket", media.Ingest.Name, "Recordings, before they are transcoded.");
        Add(scope, "EdgeStoreArn", edgeStore.KeyValueStore.KeyValueStoreArn, "The key-value store that the edge reads.");
        Add(scope, "FailedChangesUrl", automation.Changes.Failures.Url, "Changes that could not be brought to the edge.");
    }

    private static void Add(Construct scope, string name, string value, string description)
        => _ = new CfnOutput(scope, name, new CfnOutputProps { Value = value, Description = description });
}
