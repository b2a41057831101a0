using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Podcast.Infra.Core;
using Podcast.Infra.Data;

namespace Podcast.Infra.Functions;

/// <summary>The functions that synchronise the store, expire subscriptions and compare store and table.</summary>
internal static class SubscriberFunctions
{
    /// <summary>One instance at a time: the store takes one writer, and a second one would only meet conflicts.</summary>
    private const double SingleWriter = 1;

    public static IEnumerable<FunctionDefinition> All(PodcastTables data, EdgeStore edgeStore) =>
        [StreamProcessor(data, edgeStore), SubscriberCleanup(data), Reconcile(data, edgeStore)];

    private static FunctionDefinition StreamProcessor(PodcastTables data, EdgeStore edgeStore) => new(FunctionName.StreamProcessor)
    {
        Description = "Brings changes of subscribers and signing keys to the edge.",
        Timeout = Duration.Seconds(30),
        ReservedConcurrency = SingleWriter,
        Environment = new()
        {
            ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName,
            ["KVS_ARN"] = edgeStore.KeyValueStore.KeyValueStoreArn,
        },
        Permissions =
        [
            Statements.Allow("Subscribers", ["dynamodb:BatchGetItem"], data.Subscribers.TableArn),
            data.AllowKey(),
            EdgeStoreStatement(edgeStore, "DescribeKeyValueStore", "GetKey", "ListKeys", "UpdateKeys"),
        ],
    };

    private static FunctionDefinition SubscriberCleanup(PodcastTables data) => new(FunctionName.SubscriberCleanup)
    {
        Description = "Ends subscriptions whose time is over.",
        Timeout = Duration.Minutes(5),
        RunsInBackground = true,
        // The edge knows by itself when an access is over; this brings the table in line with it.
        Schedule = new("rate(15 minutes)", WindowMinutes: 5),
        Environment = new() { ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName },
        Permissions =
        [
            Statements.Allow("Subscribers", ["dynamodb:UpdateItem"], data.Subscribers.TableArn),
            Statements.Allow("DueSubscribers", ["dynamodb:Query"], PodcastTables.IndexArn(data.Subscribers, PodcastTables.ByExpiry)),
            data.AllowKey(),
        ],
    };

    private static FunctionDefinition Reconcile(PodcastTables data, EdgeStore edgeStore) => new(FunctionName.Reconcile)
    {
        Description = "Compares the edge with the table and repairs what differs.",
        Timeout = Duration.Minutes(15),
        MemorySize = 1024,
        ReservedConcurrency = SingleWriter,
        RunsInBackground = true,
        // Reading the whole store costs 1 $ for each 50,000 keys, so it is not done more often than needed. One run a day, up to an hour later than
        // the day before.
        Schedule = new("cron(17 3 * * ? *)", WindowMinutes: 60) { AlarmHours = 24, AlarmPeriods = 2 },
        Environment = new()
        {
            ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName,
            ["KVS_ARN"] = edgeStore.KeyValueStore.KeyValueStoreArn,
        },
        Permissions =
        [
            Statements.Allow("Subscribers", ["dynamodb:BatchGetItem"], data.Subscribers.TableArn),
            Statements.Allow("AllSubscribers", ["dynamodb:Scan"], data.Subscribers.TableArn),
            // How far it came, for the next run.
            Statements.AllowForKeys(
                "Progress",
                ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
                data.Subscribers.TableArn,
                "RECONCILE#PROGRESS*"),
            data.AllowKey(),
            EdgeStoreStatement(edgeStore, "DescribeKeyValueStore", "GetKey", "ListKeys", "UpdateKeys"),
        ],
    };

    private static PolicyStatement EdgeStoreStatement(EdgeStore edgeStore, params string[] operations) => Statements.Allow(
        "EdgeStore", [.. operations.Select(operation => $"cloudfront-keyvaluestore:{operation}")], edgeStore.KeyValueStore.KeyValueStoreArn);
}
