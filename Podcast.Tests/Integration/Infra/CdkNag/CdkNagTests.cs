using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Infra.CdkNag;

/// <summary>
/// The rules of others over both environments: cdk-nag's pack AwsSolutions (https://github.com/cdklabs/cdk-nag). What it finds is mended, or has its reason in the
/// table of docs/security.md.
/// </summary>
[Collection(nameof(ProductionTemplate))]
public sealed partial class CdkNagTests(ProductionTemplate production)
{
    private static readonly NodePackages Packages = new(Path.Combine(AppContext.BaseDirectory, "Integration", "Infra", "CdkNag"), "cdk-nag");

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Findings_OfBothEnvironments_AreThoseOfTheTableAndNoOthers()
    {
        var development = await CheckAsync(SynthesizedTemplate.Text);
        var found = development.Concat(await CheckAsync(production.Root.ToJsonString())).ToHashSet();

        Assert.Equal(Lines(ReadTable()), Lines(found));
    }

    [Fact]
    public async Task Findings_WithADomainAWebAclAndCountries_HaveNothingOfTheDistributionButItsLog()
    {
        var template = await StackApp.SynthesizeAsync(
            TestToken,
            "environment=prod",
            "domainName=feeds.example.com",
            "certificateArn=arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-3333-4444-555555555555",
            "webAclArn=arn:aws:wafv2:us-east-1:000000000000:global/webacl/podcast/11111111-2222-3333-4444-555555555555",
            "allowedCountries=DE,AT,CH");

        Assert.Equal(["AwsSolutions-CFR3"], (await CheckAsync(template)).Select(finding => finding.Rule).Where(rule => rule.Contains("-CFR", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Lines(IEnumerable<NagFinding> findings) =>
        findings.Select(finding => $"{finding.Rule} {finding.Resource}").Distinct().Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<NagFinding>> CheckAsync(string template)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, template, TestToken);
            var output = await Packages.RunAsync("check.mjs", new Dictionary<string, string> { ["TEMPLATE"] = file }, TestToken);
            return [.. JsonNode.Parse(output)!.AsArray().Select(found => NagFinding.Read((string)found!["resource"]!, (string)found["text"]!))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    // | finding | resources | reason |
    private static IEnumerable<NagFinding> ReadTable()
    {
        foreach (var line in File.ReadLines(Path.Combine(SynthesizedTemplate.Repository, "docs", "security.md")).Where(line => line.StartsWith("| `AwsSolutions-", StringComparison.Ordinal)))
        {
            var cells = line.Split(" | ");
            Assert.True(cells.Length == 3 && cells[2].Length > 20, $"Each finding has its resources and its reason: {line}");
            var rule = Code().Match(cells[0]).Groups[1].Value;
            foreach (Match resource in Code().Matches(cells[1]))
            {
                yield return new(rule, resource.Groups[1].Value);
            }
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
