using Podcast.Infra.Input;

namespace Podcast.Tests.Unit.Infra.Input;

public sealed class NodeRuntimeTests
{
    [Theory]
    [InlineData("v18.20.4", "18")]
    [InlineData("v20.20.2", "20")]
    [InlineData("v26.0.0-nightly2026", "26")]
    public void RequireVersion_NewEnough_ReturnsItsMajorVersion(string version, string expected)
        => Assert.Equal(expected, NodeRuntime.RequireVersion(version));

    [Theory]
    [InlineData("v16.20.1")]
    [InlineData("v0.12.0")]
    [InlineData("")]
    public void RequireVersion_TooOldOrNone_SaysWhatToInstall(string version)
    {
        var error = Assert.Throws<SynthesisException>(() => NodeRuntime.RequireVersion(version));
        Assert.Contains("apt-get install nodejs npm", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadVersion_WithoutNode_SaysWhatToInstall()
    {
        var error = Assert.Throws<SynthesisException>(() => NodeRuntime.ReadVersion("no-such-node"));
        Assert.Contains("apt-get install nodejs npm", error.Message, StringComparison.Ordinal);
    }
}
