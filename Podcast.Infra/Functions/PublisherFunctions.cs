using Amazon.CDK;
using Podcast.Infra.Core;
using Podcast.Infra.Data;
using Podcast.Infra.Media;

namespace Podcast.Infra.Functions;

/// <summary>The functions that publishers and payment providers call.</summary>
internal static class PublisherFunctions
{
    public static IEnumerable<FunctionDefinition> All(PodcastTables data, PublisherEvents events, MediaBuckets media) =>
        [PublisherApi(data, events, media), Webhooks(data), ShowImporter(data, events, media)];

    private static FunctionDefinition PublisherApi(PodcastTables data, PublisherEvents events, MediaBuckets media) => new(FunctionName.PublisherApi)
    {
        Description = "What a publisher does: shows, episodes, subscribers.",
        Timeout = Duration.Seconds(10),
        Environment = new()
        {
            ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName,
            ["CATALOG_TABLE"] = data.Catalog.TableName,
            ["STATISTICS_TABLE"] = data.Statistics.TableName,
            ["MEDIA_BUCKET"] = media.Audio.Name,
            ["INGEST_BUCKET"] = media.Ingest.Name,
            ["EVENT_BUS"] = events.Bus.AttrName,
        },
        Permissions =
        [
            Statements.Allow(
                "Subscribers",
                [
                    "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem",
                    "dynamodb:ConditionCheckItem", "dynamodb:Scan",
                ],
                data.Subscribers.TableArn),
            Statements.Allow(
                "ListsOfSubscribers",
                ["dynamodb:Query"],
                PodcastTables.IndexArn(data.Subscribers, PodcastTables.ByEmail),
                PodcastTables.IndexArn(data.Subscribers, PodcastTables.ByStatus),
                PodcastTables.IndexArn(data.Subscribers, PodcastTables.ByExpiry)),
            Statements.Allow(
                "Catalog",
                [
                    "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem",
                    "dynamodb:Query",
                ],
                data.Catalog.TableArn),
            Statements.Allow("EpisodesOfShow", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByShow)),
            Statements.Allow("Statistics", ["dynamodb:Query"], data.Statistics.TableArn),
            data.AllowKey(),
            // Audio that is uploaded as it is to be heard is copied when it has been checked.
            Statements.Allow("PublishUpload", ["s3:PutObject"], media.AudioObjects, media.ArtworkObjects),
            // Whoever holds a presigned URL acts as the role that signed it.
            Statements.Allow(
                "UploadRecordings",
                ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
                media.IngestObjects),
            // Likewise for the audio of an exported feed.
            Statements.Allow("ExportAudio", ["s3:GetObject"], media.AudioObjects),
            Statements.Allow("StartImports", ["events:PutEvents"], events.Bus.AttrArn),
            .. media.AllowRemoval(),
        ],
    };

    private static FunctionDefinition ShowImporter(PodcastTables data, PublisherEvents events, MediaBuckets media) => new(FunctionName.ShowImporter)
    {
        Description = "Moves shows here: reads their feeds and fetches their audio.",
        // The longest that Lambda has; audio that takes longer is gone on with.
        Timeout = Duration.Minutes(15),
        MemorySize = 1024,
        RunsInBackground = true,
        // Each run starts the next; this starts what nobody did.
        Schedule = new("rate(5 minutes)", WindowMinutes: 1),
        Environment = new()
        {
            ["CATALOG_TABLE"] = data.Catalog.TableName,
            ["MEDIA_BUCKET"] = media.Audio.Name,
            ["INGEST_BUCKET"] = media.Ingest.Name,
            ["EVENT_BUS"] = events.Bus.AttrName,
        },
        Permissions =
        [
            Statements.Allow(
                "Catalog",
                ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem", "dynamodb:Query"],
                data.Catalog.TableArn),
            Statements.Allow("DueImports", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByWork)),
            data.AllowKey(),
            Statements.Allow("Fetch", ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts"], media.IngestObjects),
            Statements.Allow("Files", ["s3:PutObject"], media.ArtworkObjects, media.AudioObjects),
            Statements.Allow("StartImports", ["events:PutEvents"], events.Bus.AttrArn),
        ],
    };

    private static FunctionDefinition Webhooks(PodcastTables data) => new(FunctionName.Webhooks)
    {
        Description = "Receives the webhooks of payment providers.",
        Timeout = Duration.Seconds(10),
        Environment = new() { ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName },
        Permissions =
        [
            Statements.Allow("ReadSubscribers", ["dynamodb:GetItem", "dynamodb:ConditionCheckItem"], data.Subscribers.TableArn),
            // Anybody may send it something: signing keys and the providers' secrets are made by the publisher API.
            Statements.AllowExceptForKeys(
                "WriteSubscribers",
                ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
                data.Subscribers.TableArn,
                "CURRENTSIGNINGKEY", "SIGNINGKEY#*", "PROVIDER#*", "EVENTENDPOINT"),
            Statements.Allow("SubscribersByAddress", ["dynamodb:Query"], PodcastTables.IndexArn(data.Subscribers, PodcastTables.ByEmail)),
            data.AllowKey(),
        ],
    };
}
