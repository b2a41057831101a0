using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Host;
using Podcast.LocalAws.Host.TemplateChecks;
using Podcast.LocalAws.Template;

namespace Podcast.Tests.Integration.Infra;

/// <summary>A web ACL and countries are for AWS: the local one runs the stack without them, and names both.</summary>
public sealed class EdgeRestrictionTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stack_WithAWebAclAndCountries_RunsAndNamesWhatHasNoEffect()
    {
        var folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
        try
        {
            var template = Path.Combine(folder, "Podcast.template.json");
            await File.WriteAllTextAsync(
                template,
                await StackApp.SynthesizeAsync(
                    TestToken, "webAclArn=arn:aws:wafv2:us-east-1:123456789012:global/webacl/podcast/11111111-2222-3333-4444-555555555555", "allowedCountries=DE,AT"),
                TestToken);
            await using var server = await LocalAwsServer.StartAsync(
                new() { TemplatePath = template, AccessKeyId = "AKIATEST", SecretAccessKey = "secret", StoragePath = Path.Combine(folder, "objects"), StartFunctions = false },
                cancellationToken: TestToken);

            var findings = TemplateRules.CheckDeployment(server.Services.GetRequiredService<StackHost>().Current, TimeProvider.System).Select(finding => finding.ToString()).ToList();

            Assert.Contains(findings, finding => finding.Contains("LocalAws does not implement the property DistributionConfig.WebACLId of AWS::CloudFront::Distribution", StringComparison.Ordinal));
            Assert.Contains(findings, finding => finding.Contains("DistributionConfig.Restrictions.GeoRestriction.Locations", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
