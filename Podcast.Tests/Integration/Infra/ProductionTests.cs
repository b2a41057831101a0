using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Infra;

[Collection(nameof(ProductionTemplate))]
public sealed class ProductionTests(ProductionTemplate production)
{
    private static readonly string[] WithData = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Logs::LogGroup"];

    [Fact]
    public void Production_WhenTheStackGoes_KeepsData() => Assert.All(OfTypes(production.Root, WithData), resource =>
    {
        Assert.Equal("Retain", resource["DeletionPolicy"]!.ToString());
        Assert.Equal("Retain", resource["UpdateReplacePolicy"]!.ToString());
    });

    [Fact]
    public void Development_WhenTheStackGoes_KeepsNothing() => Assert.All(OfTypes(SynthesizedTemplate.Root, WithData), resource =>
    {
        Assert.Equal("Delete", resource["DeletionPolicy"]!.ToString());
        Assert.Equal("Delete", resource["UpdateReplacePolicy"]!.ToString());
    });

    [Fact]
    public void Tables_InProductionOnly_AreProtectedFromDeletion()
    {
        Assert.All(OfTypes(production.Root, "AWS::DynamoDB::Table"), table => Assert.Equal("true", Property(table, "DeletionProtectionEnabled")));
        Assert.All(OfTypes(SynthesizedTemplate.Root, "AWS::DynamoDB::Table"), table => Assert.Equal("false", Property(table, "DeletionProtectionEnabled")));
    }

    [Fact]
    public void Functions_ForX86_RunOnIt()
        => Assert.All(OfTypes(production.Root, "AWS::Lambda::Function"), function => Assert.Equal("""["x86_64"]""", Property(function, "Architectures")));

    [Fact]
    public void Distribution_WithADomain_HasItsNameAndTls12()
    {
        var config = Single("AWS::CloudFront::Distribution")["Properties"]!["DistributionConfig"]!;
        Assert.Equal("""["feeds.example.com"]""", config["Aliases"]!.ToJsonString());
        Assert.Equal("TLSv1.2_2021", config["ViewerCertificate"]!["MinimumProtocolVersion"]!.ToString());
        Assert.Equal("sni-only", config["ViewerCertificate"]!["SslSupportMethod"]!.ToString());
        var certificate = config["ViewerCertificate"]!["AcmCertificateArn"]!["Ref"]!.ToString();
        Assert.Equal("AWS::CertificateManager::Certificate", production.Resources[certificate]!["Type"]!.ToString());
    }

    [Fact]
    public void Domain_InItsZone_LeadsToTheDistributionAndProvesTheCertificate()
    {
        var records = OfTypes(production.Root, "AWS::Route53::RecordSet").ToArray();
        Assert.Equal(["A", "AAAA", "HTTPS"], records.Select(record => Property(record, "Type")).Order(StringComparer.Ordinal));
        Assert.All(records, record => Assert.Equal("Z0123456789ABCDEFGHIJ", Property(record, "HostedZoneId")));
        var option = Single("AWS::CertificateManager::Certificate")["Properties"]!["DomainValidationOptions"]![0]!;
        Assert.Equal("Z0123456789ABCDEFGHIJ", option["HostedZoneId"]!.ToString());
    }

    [Fact]
    public void Alarms_WithAnAddress_AreSentThere()
        => Assert.Equal("ops@example.com", Property(Single("AWS::SNS::Subscription"), "Endpoint"));

    [Fact]
    public void Production_InTheWholeTemplate_HasNothingThatEmptiesAWholeBucket()
    {
        Assert.DoesNotContain(production.Resources, resource => IsOfDevelopment(resource.Key));
        Assert.DoesNotContain("EmptyBucket", production.Root.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("EmptiedOnDestroy", production.Root.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3:ListBucketMultipartUploads", production.Root.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Environments_ApartFromWhatTheReadmeSays_AreTheSame()
    {
        var added = production.Resources.Select(resource => resource.Value!["Type"]!.ToString())
            .Except(SynthesizedTemplate.Resources.Select(resource => resource.Type))
            .Order(StringComparer.Ordinal);
        Assert.Equal(["AWS::CertificateManager::Certificate", "AWS::Route53::RecordSet", "AWS::SNS::Subscription"], added);
        Assert.Subset(production.Resources.Select(resource => resource.Key).ToHashSet(), Both().Select(resource => resource.LogicalId).ToHashSet());
    }

    [Fact]
    public void Resources_ApartFromWhatTheReadmeSays_AreTheSame()
        => Assert.All(Both(), resource => Assert.Equal(
            Common(resource.Resource), Common(production.Resources[resource.LogicalId]!.AsObject())));

    private static IEnumerable<TemplateResource> Both() => SynthesizedTemplate.Resources.Where(resource => !IsOfDevelopment(resource.LogicalId));

    private static bool IsOfDevelopment(string logicalId) => logicalId.StartsWith("EmptyBuckets", StringComparison.Ordinal);

    // What the README's table has, and what the other values of the context choose.
    private static string Common(JsonObject resource)
    {
        var common = resource.DeepClone().AsObject();
        foreach (var name in (ReadOnlySpan<string>)["DeletionPolicy", "UpdateReplacePolicy", "DependsOn"])
        {
            common.Remove(name);
        }

        var properties = common["Properties"]?.AsObject() ?? [];
        foreach (var name in (ReadOnlySpan<string>)["DeletionProtectionEnabled", "PendingWindowInDays", "Architectures", "Tags"])
        {
            properties.Remove(name);
        }

        // Its links go to the own domain.
        (properties["Environment"]?["Variables"] as JsonObject)?.Remove("VIEWER_URL");
        foreach (var name in (ReadOnlySpan<string>)["Aliases", "ViewerCertificate"])
        {
            (properties["DistributionConfig"] as JsonObject)?.Remove(name);
        }

        return common.ToJsonString();
    }

    private JsonNode Single(string type) => OfTypes(production.Root, type).Single();

    private static IEnumerable<JsonNode> OfTypes(JsonNode template, params string[] types)
        => template["Resources"]!.AsObject().Select(resource => resource.Value!).Where(resource => types.Contains(resource["Type"]!.ToString()));

    private static string Property(JsonNode resource, string name) => TemplateValue.Text(resource["Properties"]![name]);
}
