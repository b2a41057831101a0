namespace Podcast.Tests.Unit.LocalAws.CloudFront.Functions;

public sealed class KeyValueStoreOutageTests
{
    [Theory]
    [InlineData("get('k')")]
    [InlineData("exists('k')")]
    [InlineData("meta()")]
    public void Read_WhileTheStoreIsDown_Rejects(string read)
    {
        var isDown = true;
        var store = FunctionHarness.Store(("k", "v"));
        store.FailsAtEdge = _ => isDown;

        Assert.StartsWith("threw Error: ", Read(), StringComparison.Ordinal);
        isDown = false;
        Assert.DoesNotContain("threw", Read(), StringComparison.Ordinal);

        string Read() => FunctionHarness.Evaluate($"await cf.kvs().{read}", "import cf from 'cloudfront';", store);
    }
}
