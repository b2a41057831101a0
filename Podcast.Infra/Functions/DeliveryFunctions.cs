using Amazon.CDK;
using Podcast.Infra.Core;
using Podcast.Infra.Data;
using Podcast.Infra.Media;

namespace Podcast.Infra.Functions;

/// <summary>The functions that are origins of the distribution, and the one that reads its logs.</summary>
internal static class DeliveryFunctions
{
    /// <summary>While the store is down, forged requests reach this function as well; they must not use up the account's concurrency.</summary>
    private const double MostAtOnce = 100;

    public static IEnumerable<FunctionDefinition> All(PodcastTables data, MediaBuckets media) =>
        [Entitlements(data, media), Feeds(data, media), DownloadCounter(data, media)];

    private static FunctionDefinition Entitlements(PodcastTables data, MediaBuckets media) => new(FunctionName.Entitlements)
    {
        Description = "Decides from the table what the edge could not decide from its store.",
        Timeout = Duration.Seconds(10),
        ReservedConcurrency = MostAtOnce,
        Environment = new()
        {
            ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName,
            ["CATALOG_TABLE"] = data.Catalog.TableName,
            ["MEDIA_BUCKET"] = media.Audio.Name,
        },
        Permissions =
        [
            // For the time when the store is down, and it has to deliver by itself. Whoever holds a presigned URL acts as the role that signed it.
            Statements.Allow("Catalog", ["dynamodb:GetItem"], data.Catalog.TableArn),
            Statements.Allow("EpisodesOfFeed", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByFeed)),
            Statements.Allow("Audio", ["s3:GetObject"], media.AudioObjects),
            Statements.Allow("Subscribers", ["dynamodb:GetItem"], data.Subscribers.TableArn),
            Statements.Allow("SubscriberOfToken", ["dynamodb:Query"], PodcastTables.IndexArn(data.Subscribers, PodcastTables.ByToken)),
            data.AllowKey(),
        ],
    };

    private static FunctionDefinition Feeds(PodcastTables data, MediaBuckets media) => new(FunctionName.Feeds)
    {
        Description = "Renders a show's feed and page for one subscriber.",
        Timeout = Duration.Seconds(10),
        Environment = new()
        {
            ["CATALOG_TABLE"] = data.Catalog.TableName,
            // For the page, which allows its address; nothing is read there.
            ["MEDIA_BUCKET"] = media.Audio.Name,
        },
        Permissions =
        [
            Statements.Allow("Catalog", ["dynamodb:GetItem"], data.Catalog.TableArn),
            Statements.Allow("EpisodesOfFeed", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByFeed)),
            data.AllowKey(),
        ],
    };

    private static FunctionDefinition DownloadCounter(PodcastTables data, MediaBuckets media) => new(FunctionName.DownloadCounter)
    {
        Description = "Counts downloads from the access logs.",
        // A million lines take less than a minute, and writing what they tell takes longer than reading it.
        Timeout = Duration.Minutes(15),
        MemorySize = 1024,
        RunsInBackground = true,
        Environment = new()
        {
            ["LOG_BUCKET"] = media.Logs.Name,
            ["STATISTICS_TABLE"] = data.Statistics.TableName,
            ["CATALOG_TABLE"] = data.Catalog.TableName,
        },
        Permissions =
        [
            Statements.Allow("AccessLogs", ["s3:GetObject"], media.DistributionLogs),
            Statements.Allow("Statistics", ["dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], data.Statistics.TableArn),
            // How long a minute of an episode is.
            Statements.Allow("Catalog", ["dynamodb:BatchGetItem"], data.Catalog.TableArn),
            data.AllowKey(),
        ],
    };
}
