using Podcast.Tests.Integration.LocalAws.CloudFront.Distribution;
using Podcast.Tests.Integration.NodeSdk;

namespace Podcast.Tests.Integration.LocalAws.CloudFront;

/// <summary>Both planes of CloudFront as AWS's own clients see them.</summary>
public sealed class CloudFrontSdkTests(NodeSdkFixture node)
{
    [Fact]
    public async Task Client_OverBothPlanes_GetsTheResponsesOfAws()
    {
        var template = new DistributionTemplate().WithOrigin("one", 1);
        await using var system = await CloudFrontSystem.StartAsync(template.ToString());

        var output = await node.RunAsync("cloudfront.mjs", system.ClientEnvironment, TestContext.Current.CancellationToken);

        await AssertTheScriptHasTheLinesOfTheDocsAsync();
        Assert.Equal("functions|key-value stores|invalidations|distributions|policies", string.Join('|', output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
    }

    private static async Task AssertTheScriptHasTheLinesOfTheDocsAsync()
    {
        var docs = await File.ReadAllTextAsync(Path.Combine(Repository.Folder("docs"), "services", "cloudfront.md"), TestContext.Current.CancellationToken);
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Integration", "NodeSdk", "cloudfront.mjs"), TestContext.Current.CancellationToken);
        Assert.All(docs.Split("```js")[1].Split("```")[0].Split('\n', StringSplitOptions.TrimEntries), line => Assert.Contains(line, script, StringComparison.Ordinal));
    }
}
