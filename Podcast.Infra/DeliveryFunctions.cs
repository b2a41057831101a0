using Amazon.CDK;

namespace Podcast.Infra;

/// <summary>The origins behind the edge function, besides the bucket.</summary>
internal static class DeliveryFunctions
{
    public static FunctionDefinition Entitlements(Data data) => new("Entitlements")
    {
        Description = "Decides from the table what the edge could not decide from its store.",
        Timeout = Duration.Seconds(10),
        Environment = new() { ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName },
        Permissions =
        [
            Statements.Allow("Subscribers", ["dynamodb:GetItem"], data.Subscribers.TableArn),
            Statements.Allow("SubscriberOfToken", ["dynamodb:Query"], Data.IndexArn(data.Subscribers, Data.ByToken)),
            data.AllowKey(),
        ],
    };

    public static FunctionDefinition Feeds(Data data) => new("Feeds")
    {
        Description = "Renders a show's feed for one subscriber.",
        Timeout = Duration.Seconds(10),
        Environment = new() { ["CATALOG_TABLE"] = data.Catalog.TableName },
        Permissions =
        [
            Statements.Allow("Catalog", ["dynamodb:GetItem"], data.Catalog.TableArn),
            Statements.Allow("EpisodesOfFeed", ["dynamodb:Query"], Data.IndexArn(data.Catalog, Data.ByFeed)),
            data.AllowKey(),
        ],
    };
}
