using Amazon.CDK;
using Podcast.Infra.Core;
using Podcast.Infra.Data;

namespace Podcast.Infra.Functions;

/// <summary>The functions that tell others what has happened.</summary>
internal static class EventFunctions
{
    public static IEnumerable<FunctionDefinition> All(PodcastTables data, PublisherEvents events) => [EventPublisher(data, events)];

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
}
