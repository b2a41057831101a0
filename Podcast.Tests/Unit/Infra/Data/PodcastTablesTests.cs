using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Unit.Infra.Data;

public sealed class PodcastTablesTests
{
    private static readonly TemplateResource Subscribers = Table("SUBSCRIBERS_TABLE");
    private static readonly TemplateResource Catalog = Table("CATALOG_TABLE");

    [Fact]
    public void Tables_InTemplate_ArePaidPerRequest()
        => Assert.All([Subscribers, Catalog], table => Assert.Equal("PAY_PER_REQUEST", table.Value("BillingMode")));

    [Fact]
    public void Subscribers_InTemplate_StreamsBothImagesAndExpiresItems()
    {
        Assert.Equal("NEW_AND_OLD_IMAGES", Subscribers.Value("StreamSpecification.StreamViewType"));
        Assert.Equal("purgeAt", Subscribers.Value("TimeToLiveSpecification.AttributeName"));
        Assert.Equal("true", Subscribers.Value("TimeToLiveSpecification.Enabled"));
    }

    [Fact]
    public void Tables_InTemplate_AreEncryptedWithTheCustomersKeyAndRestorable()
        => Assert.All([Subscribers, Catalog], table =>
        {
            Assert.Equal("KMS", table.Value("SSESpecification.SSEType"));
            Assert.Equal("true", table.Value("SSESpecification.SSEEnabled"));
            Assert.Equal("AWS::KMS::Key", SynthesizedTemplate.Named(table.Value("SSESpecification.KMSMasterKeyId")).Type);
            Assert.Equal("true", table.Value("PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"));
        });

    [Fact]
    public void Key_OfTheTables_IsUsedThroughDynamoDbOnlyAndRotates()
    {
        var key = SynthesizedTemplate.Single("AWS::KMS::Key");
        Assert.Equal("true", key.Value("EnableKeyRotation"));
        var statements = PolicyStatement.Of(key.Properties["KeyPolicy"]).ToArray();
        Assert.All(statements, statement => Assert.DoesNotContain(statement.Actions, action => action.Contains('*', StringComparison.Ordinal)));
        var use = Assert.Single(statements, statement => statement.Actions.Contains("kms:Decrypt"));
        Assert.Equal("dynamodb.${AWS::Region}.amazonaws.com", TemplateValue.Text(use.Condition!["StringEquals"]!["kms:ViaService"]));
        Assert.Contains(statements, statement => statement.Actions.Contains("kms:PutKeyPolicy") && statement.Condition is null);
    }

    [Fact]
    public void Keys_InTemplate_AreThoseOfTheDataModel()
    {
        Assert.Equal("pk S", Keys(Subscribers, Subscribers.Properties));
        Assert.Equal("pk S, sk S", Keys(Catalog, Catalog.Properties));
    }

    [Fact]
    public void Indexes_InTemplate_AreThoseOfTheDataModel()
    {
        Assert.Equal(
            [
                "byToken: tokenHash S (KEYS_ONLY)", "byExpiry: expiryShard S, expiresAt N (KEYS_ONLY)",
                "byEmail: emailHash S (KEYS_ONLY)", "byStatus: statusShard S, pk S (KEYS_ONLY)",
            ],
            Indexes(Subscribers));
        Assert.Equal(["byFeed: feed S, publishedAt N (ALL)", "byShow: pk S, publishedAt N (INCLUDE)", "byWork: work S, workAt N (KEYS_ONLY)"], Indexes(Catalog));
    }

    private static TemplateResource Table(string variable)
        => SynthesizedTemplate.Named(SynthesizedTemplate.Function("PublisherApi").Value($"Environment.Variables.{variable}"));

    private static IEnumerable<string> Indexes(TemplateResource table)
        => table.Properties["GlobalSecondaryIndexes"]!.AsArray().Select(index =>
            $"{index!["IndexName"]}: {Keys(table, index)} ({index["Projection"]!["ProjectionType"]})");

    private static string Keys(TemplateResource table, JsonNode keyed)
    {
        var types = table.Properties["AttributeDefinitions"]!.AsArray()
            .ToDictionary(attribute => attribute!["AttributeName"]!.ToString(), attribute => attribute!["AttributeType"]!.ToString());
        var names = keyed["KeySchema"]!.AsArray()
            .OrderBy(key => key!["KeyType"]!.ToString(), StringComparer.Ordinal)
            .Select(key => key!["AttributeName"]!.ToString());
        return string.Join(", ", names.Select(name => $"{name} {types[name]}"));
    }
}
