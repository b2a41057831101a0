using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace Podcast.Infra;

/// <summary>What happens by itself to subscribers: their changes reach the edge, their subscriptions end, and both sides are compared.</summary>
internal static class SubscriberFunctions
{
    /// <summary>One instance at a time: the store takes one writer, and a second one would only meet conflicts.</summary>
    private const double SingleWriter = 1;

    public static FunctionDefinition StreamProcessor(Data data, EdgeStore edgeStore) => new("StreamProcessor")
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

    public static FunctionDefinition SubscriberCleanup(Data data) => new("SubscriberCleanup")
    {
        Description = "Ends subscriptions whose time is over.",
        Timeout = Duration.Minutes(5),
        RunsInBackground = true,
        Environment = new() { ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName },
        Permissions =
        [
            Statements.Allow("Subscribers", ["dynamodb:UpdateItem"], data.Subscribers.TableArn),
            Statements.Allow("DueSubscribers", ["dynamodb:Query"], Data.IndexArn(data.Subscribers, Data.ByExpiry)),
            data.AllowKey(),
        ],
    };

    public static FunctionDefinition Reconcile(Data data, EdgeStore edgeStore) => new("Reconcile")
    {
        Description = "Compares the edge with the table and repairs what differs.",
        Timeout = Duration.Minutes(15),
        MemorySize = 1024,
        ReservedConcurrency = SingleWriter,
        RunsInBackground = true,
        Environment = new()
        {
            ["SUBSCRIBERS_TABLE"] = data.Subscribers.TableName,
            ["KVS_ARN"] = edgeStore.KeyValueStore.KeyValueStoreArn,
        },
        Permissions =
        [
            // What it writes there is how far it came, for the next run.
            Statements.Allow(
                "Subscribers",
                ["dynamodb:BatchGetItem", "dynamodb:Scan", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
                data.Subscribers.TableArn),
            data.AllowKey(),
            EdgeStoreStatement(edgeStore, "DescribeKeyValueStore", "GetKey", "ListKeys", "UpdateKeys"),
        ],
    };

    private static PolicyStatement EdgeStoreStatement(EdgeStore edgeStore, params string[] operations) => Statements.Allow(
        "EdgeStore", [.. operations.Select(operation => $"cloudfront-keyvaluestore:{operation}")], edgeStore.KeyValueStore.KeyValueStoreArn);
}
