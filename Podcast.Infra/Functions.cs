using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace Podcast.Infra;

/// <summary>
/// The four functions: one package, chosen by the handler's name. Each role is allowed what the function's own code calls and
/// nothing else.
/// </summary>
internal sealed class Functions : Construct
{
    public Functions(Construct scope, string id, string folder, Data data, Media media, EdgeStore edgeStore) : base(scope, id)
    {
        var code = Code.FromAsset(folder);

        PublisherApi = new PodcastFunction(this, new FunctionDefinition("PublisherApi")
        {
            Description = "What a publisher does: shows, episodes, subscribers.",
            Timeout = Duration.Seconds(10),
            Environment = new()
            {
                ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName,
                ["CATALOG_TABLE"] = data.Catalog.TableName,
                ["MEDIA_BUCKET"] = media.Bucket.BucketName,
            },
            Permissions =
            [
                Statements.Allow(
                    "Subscribers", ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], data.Subscribers.TableArn),
                Statements.Allow(
                    "Catalog", ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem"], data.Catalog.TableArn),
                // Whoever holds a presigned URL acts as the role that signed it.
                Statements.Allow("Upload", ["s3:PutObject"], media.AudioArn),
            ],
        }, code);
        PublisherUrl = PublisherApi.AddUrl();

        StreamProcessor = new PodcastFunction(this, new FunctionDefinition("StreamProcessor")
        {
            Description = "Brings changes of subscribers and signing keys to the edge.",
            Timeout = Duration.Seconds(30),
            Environment = new()
            {
                ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName,
                ["KVS_ARN"] = edgeStore.KeyValueStore.KeyValueStoreArn,
            },
            Permissions =
            [
                Statements.Allow("Subscribers", ["dynamodb:BatchGetItem"], data.Subscribers.TableArn),
                Statements.Allow(
                    "EdgeStore",
                    [
                        "cloudfront-keyvaluestore:DescribeKeyValueStore",
                        "cloudfront-keyvaluestore:GetKey",
                        "cloudfront-keyvaluestore:UpdateKeys",
                    ],
                    edgeStore.KeyValueStore.KeyValueStoreArn),
            ],
        }, code);

        Entitlements = new PodcastFunction(this, new FunctionDefinition("Entitlements")
        {
            Description = "Decides from the table what the edge could not decide from its store.",
            Timeout = Duration.Seconds(10),
            Environment = new() { ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName },
            Permissions =
            [
                Statements.Allow("Subscribers", ["dynamodb:GetItem"], data.Subscribers.TableArn),
                Statements.Allow("SubscriberOfToken", ["dynamodb:Query"], Data.IndexArn(data.Subscribers, Data.ByToken)),
            ],
        }, code);
        EntitlementsUrl = Entitlements.AddUrl();

        Feeds = new PodcastFunction(this, new FunctionDefinition("Feeds")
        {
            Description = "Renders a show's feed for one subscriber.",
            Timeout = Duration.Seconds(10),
            Environment = new() { ["CATALOG_TABLE"] = data.Catalog.TableName },
            Permissions =
            [
                Statements.Allow("Catalog", ["dynamodb:GetItem"], data.Catalog.TableArn),
                Statements.Allow("EpisodesOfFeed", ["dynamodb:Query"], Data.IndexArn(data.Catalog, Data.ByFeed)),
            ],
        }, code);
        FeedsUrl = Feeds.AddUrl();
    }

    public PodcastFunction PublisherApi { get; }

    public PodcastFunction StreamProcessor { get; }

    public PodcastFunction Entitlements { get; }

    public PodcastFunction Feeds { get; }

    public FunctionUrl PublisherUrl { get; }

    public FunctionUrl EntitlementsUrl { get; }

    public FunctionUrl FeedsUrl { get; }
}
