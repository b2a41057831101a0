using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Infra;

/// <summary>What the values of the context change, apart from those that <see cref="ProductionTests"/> and <see cref="SynthesisTests"/> set.</summary>
public sealed class ContextTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Synthesize_NativeForPrivateNetworks_RunsBootstrapAndLetsThreeFunctionsReachThem()
    {
        var functions = await FunctionsAsync("package=native", "privateAddresses=allowed");

        Assert.All(functions, function => Assert.Equal("provided.al2023", function.Value("Runtime")));
        Assert.All(functions, function => Assert.Equal("arm64", Assert.Single(function.Values("Architectures"))));
        Assert.Equal(
            ["PublisherApi", "ShowImporter", "WebhookSender"],
            functions.Where(function => HasVariable(function, "ALLOW_PRIVATE_ADDRESSES")).Select(function => function.Value("Handler")).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(SynthesizedTemplate.OfType("AWS::Lambda::Function"), function => HasVariable(function, "ALLOW_PRIVATE_ADDRESSES"));
    }

    [Fact]
    public async Task Synthesize_WithAStreamOfItsOwn_MapsItSo()
    {
        var resources = await ResourcesAsync("streamBatchSize=7", "streamBatchWindow=3", "streamRetries=5", "streamMaximumAge=600");
        var mapping = resources.Single(resource => resource.Type == "AWS::Lambda::EventSourceMapping" && resource.Value("BatchSize") == "7");
        Assert.Equal(
            ("3", "5", "600"),
            (mapping.Value("MaximumBatchingWindowInSeconds"), mapping.Value("MaximumRetryAttempts"), mapping.Value("MaximumRecordAgeInSeconds")));
    }

    [Fact]
    public async Task Synthesize_ForADomainWithItsOwnCertificate_UsesItAndTheOtherRestrictions()
    {
        const string certificate = "arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-3333-4444-555555555555";
        const string firewall = "arn:aws:wafv2:us-east-1:000000000000:global/webacl/podcast/11111111-2222-3333-4444-555555555555";
        var resources = await ResourcesAsync("domainName=feeds.example.com", $"certificateArn={certificate}", $"webAclArn={firewall}", "allowedCountries=DE, AT");

        var distribution = resources.Single(resource => resource.Type == "AWS::CloudFront::Distribution");
        Assert.Equal((certificate, firewall), (distribution.Value("DistributionConfig.ViewerCertificate.AcmCertificateArn"), distribution.Value("DistributionConfig.WebACLId")));
        Assert.Equal(["DE", "AT"], distribution.Values("DistributionConfig.Restrictions.GeoRestriction.Locations"));
        Assert.DoesNotContain(resources, resource => resource.Type is "AWS::CertificateManager::Certificate" or "AWS::Route53::RecordSet");
    }

    [Fact]
    public async Task Synthesize_WithVariablesOfTheCdkCli_ForgetsThem()
    {
        string[] names = ["CDK_OF_A_TEST", "CONTEXT_OVERFLOW_LOCATION_ENV"];
        Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, "nowhere"));
        Assert.Equal(SynthesizedTemplate.Text, await StackApp.SynthesizeAsync(TestToken));
        Assert.All(names, name => Assert.Null(Environment.GetEnvironmentVariable(name)));
    }

    private static bool HasVariable(TemplateResource function, string name) => function.Properties["Environment"]?["Variables"]?[name] is not null;

    private static async Task<TemplateResource[]> FunctionsAsync(params string[] context) =>
        [.. (await ResourcesAsync(context)).Where(resource => resource.Type == "AWS::Lambda::Function")];

    private static async Task<TemplateResource[]> ResourcesAsync(params string[] context) =>
    [
        .. JsonNode.Parse(await StackApp.SynthesizeAsync(TestToken, context))!["Resources"]!.AsObject()
            .Select(resource => new TemplateResource(resource.Key, resource.Value!.AsObject())),
    ];
}
