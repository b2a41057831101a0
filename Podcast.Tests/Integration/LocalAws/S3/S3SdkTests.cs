using Podcast.Tests.Integration.NodeSdk;

namespace Podcast.Tests.Integration.LocalAws.S3;

/// <summary>AWS's client for Node.js drives the emulation over HTTP, with its defaults.</summary>
public sealed class S3SdkTests(NodeSdkFixture node, S3Fixture fixture) : IClassFixture<S3Fixture>
{
    [Fact]
    public async Task Operations_NodeClient_WorkToTheLastStep()
    {
        var output = await node.RunAsync(
            "s3.mjs",
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = fixture.Endpoint.ToString(),
                ["AWS_ACCESS_KEY_ID"] = S3Fixture.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = S3Fixture.SecretAccessKey,
                ["BUCKET"] = fixture.Bucket,
                ["VERSIONED_BUCKET"] = "versioned",
            },
            TestContext.Current.CancellationToken);

        Assert.EndsWith("presigned addresses", output.TrimEnd(), StringComparison.Ordinal);
    }
}
