using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Infra;

public sealed class SynthesisTests
{
    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Synthesize_Twice_WritesTheSameBytes()
        => Assert.Equal(SynthesizedTemplate.Text, await StackApp.SynthesizeAsync(TestToken));

    [Fact]
    public async Task Synthesize_InABuildOfTheCdkCli_IgnoresItsContext()
    {
        var path = Path.GetTempFileName();
        try
        {
            var (exitCode, errors) = await StackApp.RunAsync(
                new() { ["CDK_CONTEXT_JSON"] = """{"architecture":"x86_64","environment":"prod"}""", ["CDK_OUTDIR"] = Path.GetTempPath() }, ["--template", path], TestToken);

            Assert.True(exitCode == 0, errors);
            Assert.Equal(SynthesizedTemplate.Text, await File.ReadAllTextAsync(path, TestToken));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Synthesize_OutsideTheRegionOfTheEdge_UsesNothingThatIsOnlyThere()
    {
        var template = await StackApp.SynthesizeAsync(TestToken, "edgeTelemetry=false");
        var types = JsonNode.Parse(template)!["Resources"]!.AsObject().Select(resource => resource.Value!["Type"]!.ToString()).ToArray();
        Assert.DoesNotContain(types, type => type.StartsWith("AWS::Logs::Delivery", StringComparison.Ordinal));
        Assert.DoesNotContain("AWS/CloudFront", template, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Synthesize_WithAWrongValue_SaysSoAsTheBuildReadsIt()
    {
        var (exitCode, errors) = await StackApp.RunAsync(TestToken, "--template", Path.GetTempFileName(), "--context", "environment=production");
        Assert.Equal(1, exitCode);
        Assert.Contains(
            "Podcast.Infra : error PODCAST : The context has environment=production: it has to be dev or prod.", errors, StringComparison.Ordinal);
    }
}
