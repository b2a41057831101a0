using Amazon.CDK;
using Podcast.Infra.Core;
using Podcast.Infra.Data;

namespace Podcast.Infra.Functions;

/// <summary>The functions that tell others what has happened.</summary>
internal static class EventFunctions
{
    public static IEnumerable<FunctionDefinition> All(PodcastTables data, PublisherEvents events) => [EventPublisher(data, events), WebhookSender(data)];

    private static FunctionDefinition EventPublisher(PodcastTables data, PublisherEvents events) => new(FunctionName.EventPublisher)
    {
        Description = "Puts what happened to subscribers and episodes on the event bus.",
        Timeout = Duration.Minutes(1),
        RunsInBackground = true,
        // Changes arrive by the tables' streams; that a scheduled episode's time has come is no change.
        Schedule = new("rate(5 minutes)", WindowMinutes: 1),
        Environment = new()
        {
            ["CATALOG_TABLE"] = data.Catalog.TableName,
            ["EVENT_BUS"] = events.Bus.AttrName,
        },
        Permissions =
        [
            Statements.Allow("PublishEvents", ["events:PutEvents"], events.Bus.AttrArn),
            Statements.Allow("Episodes", ["dynamodb:GetItem"], data.Catalog.TableArn),
            Statements.AllowForKeys("Announcements", ["dynamodb:PutItem", "dynamodb:DeleteItem"], data.Catalog.TableArn, "ANNOUNCEMENT#*"),
            Statements.Allow("DueAnnouncements", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByWork)),
            data.AllowKey(),
        ],
    };

    private static FunctionDefinition WebhookSender(PodcastTables data) => new(FunctionName.WebhookSender)
    {
        Description = "Sends what happened to the publisher's address, if one is set.",
        Timeout = Duration.Minutes(5),
        RunsInBackground = true,
        // What was not taken is sent again.
        Schedule = new("rate(5 minutes)", WindowMinutes: 1),
        Environment = new()
        {
            ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName,
            ["CATALOG_TABLE"] = data.Catalog.TableName,
        },
        Permissions =
        [
            // Where to send it; and of a subscriber the address and, with the signing key, the token.
            Statements.Allow("Subscribers", ["dynamodb:GetItem"], data.Subscribers.TableArn),
            Statements.AllowForKeys(
                "Deliveries", ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"], data.Catalog.TableArn, "DELIVERY#*"),
            Statements.Allow("DueDeliveries", ["dynamodb:Query"], PodcastTables.IndexArn(data.Catalog, PodcastTables.ByWork)),
            data.AllowKey(),
        ],
    };
}
