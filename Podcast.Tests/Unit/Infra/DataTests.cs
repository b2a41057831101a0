using System.Text.Json.Nodes;

namespace Podcast.Tests.Unit.Infra;

public sealed class DataTests
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
        Assert.Equal(["byFeed: feed S, publishedAt N (ALL)"], Indexes(Catalog));
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
