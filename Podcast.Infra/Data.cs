using Amazon.CDK.AWS.DynamoDB;
using Constructs;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

namespace Podcast.Infra;

/// <summary>The tables, as docs/data-model.md describes them.</summary>
internal sealed class Data : Construct
{
    public const string ByToken = "byToken";
    public const string ByExpiry = "byExpiry";
    public const string ByEmail = "byEmail";
    public const string ByStatus = "byStatus";
    public const string ByFeed = "byFeed";

    public Data(Construct scope, string id) : base(scope, id)
    {
        Subscribers = new Table(this, "Subscribers", new TableProps
        {
            PartitionKey = Text("pk"),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            Stream = StreamViewType.NEW_AND_OLD_IMAGES,
            TimeToLiveAttribute = "purgeAt",
        });
        Subscribers.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = ByToken,
            PartitionKey = Text("tokenHash"),
            ProjectionType = ProjectionType.KEYS_ONLY,
        });
        Subscribers.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = ByExpiry,
            PartitionKey = Text("expiryShard"),
            SortKey = Number("expiresAt"),
            ProjectionType = ProjectionType.KEYS_ONLY,
        });
        Subscribers.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = ByEmail,
            PartitionKey = Text("emailHash"),
            ProjectionType = ProjectionType.KEYS_ONLY,
        });
        Subscribers.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = ByStatus,
            PartitionKey = Text("statusShard"),
            SortKey = Text("pk"),
            ProjectionType = ProjectionType.KEYS_ONLY,
        });

        Catalog = new Table(this, "Catalog", new TableProps
        {
            PartitionKey = Text("pk"),
            SortKey = Text("sk"),
            BillingMode = BillingMode.PAY_PER_REQUEST,
        });
        Catalog.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = ByFeed,
            PartitionKey = Text("feed"),
            SortKey = Number("publishedAt"),
            ProjectionType = ProjectionType.ALL,
        });
    }

    public Table Subscribers { get; }

    public Table Catalog { get; }

    public static string IndexArn(ITable table, string index) => $"{table.TableArn}/index/{index}";

    private static Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };

    private static Attribute Number(string name) => new() { Name = name, Type = AttributeType.NUMBER };
}
