namespace Podcast.Tests.EndToEnd;

[Collection(AppHostCollection.Name)]
public sealed class FunctionLogTests(AppHostFixture appHost)
{
    [Fact]
    public async Task Logs_OfAFunctionThatTheAppHostRuns_AreInItsLogGroup()
    {
        var cli = new AwsCli(
            new(appHost.Endpoints["aws"]!.ToString()), appHost.Endpoints["accessKeyId"]!.ToString(), appHost.Endpoints["secretAccessKey"]!.ToString(), appHost.Endpoints["region"]!.ToString());

        // The demo's subscribers pass through the stream processor, which logs a metric for them.
        var output = await cli.RunAsync(
            """
            group=$(aws logs describe-log-groups --query "logGroups[?contains(logGroupName, 'StreamProcessor')].logGroupName" --output text)
            until aws logs filter-log-events --log-group-name "$group" --filter-pattern "{ \$.['podcast.kvs.keys_written'] > 0 }" --query 'events[0].message' --output text | grep keys_written; do :; done
            """,
            TestContext.Current.CancellationToken);

        Assert.Contains("\"_aws\"", output, StringComparison.Ordinal);
    }
}
