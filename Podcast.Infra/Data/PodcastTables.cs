using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Podcast.Infra.Input;
using Attribute = Amazon.CDK.AWS.DynamoDB.Attribute;

namespace Podcast.Infra.Data;

/// <summary>The tables, as docs/data-model.md describes them.</summary>
internal sealed class PodcastTables : Construct
{
    public const string ByToken = "byToken";
    public const string ByExpiry = "byExpiry";
    public const string ByEmail = "byEmail";
    public const string ByStatus = "byStatus";
    public const string ByFeed = "byFeed";
    public const string ByShow = "byShow";
    public const string ByWork = "byWork";

    private readonly TableKey _key;

    public PodcastTables(Construct scope, string id, StackSettings settings) : base(scope, id)
    {
        _key = new TableKey(this, "TableKey", settings);
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
            Stream = StreamViewType.NEW_AND_OLD_IMAGES,
            TimeToLiveAttribute = "purgeAt",
        });
        Catalog.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = ByFeed,
            PartitionKey = Text("feed"),
            SortKey = Number("publishedAt"),
            ProjectionType = ProjectionType.ALL,
        });
        Catalog.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            // Every episode and nothing else has both keys.
            IndexName = ByShow,
            PartitionKey = Text("pk"),
            SortKey = Number("publishedAt"),
            ProjectionType = ProjectionType.INCLUDE,
            NonKeyAttributes = ["publication"],
        });
        Catalog.AddGlobalSecondaryIndex(new GlobalSecondaryIndexProps
        {
            IndexName = ByWork,
            PartitionKey = Text("work"),
            SortKey = Number("workAt"),
            ProjectionType = ProjectionType.KEYS_ONLY,
        });

        // Nobody follows its changes.
        Statistics = new Table(this, "Statistics", new TableProps
        {
            PartitionKey = Text("pk"),
            SortKey = Text("sk"),
            BillingMode = BillingMode.PAY_PER_REQUEST,
            TimeToLiveAttribute = "purgeAt",
        });

        Protect(Subscribers, settings);
        Protect(Catalog, settings);
        Protect(Statistics, settings);
    }

    public Table Subscribers { get; }

    public Table Catalog { get; }

    public Table Statistics { get; }

    public string KeyArn => _key.Key.AttrArn;

    /// <summary>What a role needs to use the tables besides its permissions on them.</summary>
    public PolicyStatement AllowKey() => _key.AllowUse();

    public static string IndexArn(ITable table, string index) => $"{table.TableArn}/index/{index}";

    private void Protect(Table table, StackSettings settings)
    {
        table.ApplyRemovalPolicy(settings.KeepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

        // On the CloudFormation type: the construct's own property has changed its form between versions of the CDK.
        var resource = (CfnTable)table.Node.DefaultChild!;
        resource.PointInTimeRecoverySpecification = new CfnTable.PointInTimeRecoverySpecificationProperty { PointInTimeRecoveryEnabled = true };
        resource.DeletionProtectionEnabled = settings.KeepsData;
        resource.SseSpecification = new CfnTable.SSESpecificationProperty
        {
            SseEnabled = true,
            SseType = "KMS",
            KmsMasterKeyId = KeyArn,
        };
    }

    private static Attribute Text(string name) => new() { Name = name, Type = AttributeType.STRING };

    private static Attribute Number(string name) => new() { Name = name, Type = AttributeType.NUMBER };
}
