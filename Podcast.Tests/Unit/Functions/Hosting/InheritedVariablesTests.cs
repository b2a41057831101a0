using System.Diagnostics;
using Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport;

namespace Podcast.Tests.Unit.Functions.Hosting;

/// <summary>A process of the stream processor whose environment has a value that it refuses.</summary>
public sealed class InheritedVariablesTests
{
    private const string Named =
        "_HANDLER,AWS_LAMBDA_RUNTIME_API,AWS_REGION,AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,SUBSCRIBERS_TABLE,KVS_ARN,FAILED_CHANGES_QUEUE_URL,PODCAST_FUNCTION_VARIABLES";

    [Theory]
    [InlineData(Named, "/invocation/1/response", "batchItemFailures")]
    [InlineData(Named + ",KVS_BUDGET_BYTES", "/invocation/1/error", "KVS_BUDGET_BYTES")]
    [InlineData(null, "/invocation/1/error", "KVS_BUDGET_BYTES")]
    public async Task Process_VariableOfTheShell_IsReadOnlyWhenTheAppHostNamesIt(string? named, string path, string body)
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var process = Start(api, named);
        try
        {
            api.Send(RuntimeApiEvent.Create("1", """{"Records":[]}"""));

            var call = await api.ReceiveAsync();

            Assert.Equal(path, call.Path);
            Assert.Contains(body, call.Body, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(RuntimeApiServer api, string? named)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Podcast.Functions.dll")])
        {
            Environment =
            {
                ["_HANDLER"] = "StreamProcessor",
                ["AWS_LAMBDA_RUNTIME_API"] = api.Endpoint,
                ["AWS_REGION"] = "us-east-1",
                ["AWS_ACCESS_KEY_ID"] = "key",
                ["AWS_SECRET_ACCESS_KEY"] = "secret",
                ["SUBSCRIBERS_TABLE"] = "Subscribers",
                ["KVS_ARN"] = "arn:aws:cloudfront::123456789012:key-value-store/store",
                ["FAILED_CHANGES_QUEUE_URL"] = "https://sqs.us-east-1.amazonaws.com/123456789012/failed",
                ["KVS_BUDGET_BYTES"] = "plenty",
            },
        };
        if (named is not null)
        {
            start.Environment["PODCAST_FUNCTION_VARIABLES"] = named;
        }

        return Process.Start(start)!;
    }
}
