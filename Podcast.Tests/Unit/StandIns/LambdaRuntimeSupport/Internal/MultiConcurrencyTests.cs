using System.Collections.Concurrent;
using System.Net;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.RuntimeSupport.Bootstrap;
using Amazon.Lambda.RuntimeSupport.Helpers;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport.Internal;

public sealed class MultiConcurrencyTests
{
    [Fact]
    public async Task RunAsync_MaxConcurrencySet_RunsInvocationsAtATime()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        var gates = new ConcurrentDictionary<string, TaskCompletionSource>();
        using var bootstrap = Create(api, async invocation =>
        {
            await gates.GetOrAdd(invocation.LambdaContext.AwsRequestId, _ => new TaskCompletionSource()).Task;
            return new InvocationResponse(invocation.InputStream);
        });

        var run = bootstrap.RunAsync(stop.Token);
        for (var poll = 0; poll < 3; poll++)
        {
            await api.WaitForPollAsync();
        }

        foreach (var id in (string[])["r1", "r2", "r3"])
        {
            api.Send(RuntimeApiEvent.Create(id, id, ("Lambda-Runtime-Invocation-Id", "i-" + id)));
            await api.WaitForPollAsync();
        }

        // The last one to start is the first to end.
        foreach (var id in (string[])["r3", "r1", "r2"])
        {
            gates.GetOrAdd(id, _ => new TaskCompletionSource()).SetResult();
            var call = await api.ReceiveAsync();
            Assert.Equal($"/invocation/{id}/response", call.Path);
            Assert.Equal(id, call.Body);
            Assert.Equal("i-" + id, call.Headers["Lambda-Runtime-Invocation-Id"]);
        }

        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task RunAsync_OneInvocationFails_OthersGoOn()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        using var bootstrap = Create(api, invocation => invocation.LambdaContext.AwsRequestId == "r1"
            ? throw new InvalidOperationException()
            : Task.FromResult(new InvocationResponse(invocation.InputStream)));
        api.Status = HttpStatusCode.InternalServerError;

        var run = bootstrap.RunAsync(stop.Token);
        api.Send(RuntimeApiEvent.Create("r1", "1"));
        Assert.Equal("/invocation/r1/error", (await api.ReceiveAsync()).Path);
        api.Send(RuntimeApiEvent.Create("r2", "2"));
        Assert.Equal("/invocation/r2/response", (await api.ReceiveAsync()).Path);

        await stop.CancelAsync();
        await run;
    }

    [Theory]
    [InlineData(null, null, 1)]
    [InlineData("3", null, 3)]
    [InlineData("3", "5", 5)]
    [InlineData("many", null, 4)]
    public void GetPollerCount_Environment_IsHonoured(string? maxConcurrency, string? tasks, int expected)
    {
        var environment = new FakeEnvironment
        {
            ["AWS_LAMBDA_MAX_CONCURRENCY"] = maxConcurrency,
            ["AWS_LAMBDA_DOTNET_PROCESSING_TASKS"] = tasks,
        };

        Assert.Equal(expected, ConcurrencySettings.GetPollerCount(environment, processorCount: 4));
    }

    [Fact]
    public void GetPollerCount_TasksNoNumber_Throws() => Assert.Throws<ArgumentException>(() => ConcurrencySettings.GetPollerCount(
        new FakeEnvironment { ["AWS_LAMBDA_MAX_CONCURRENCY"] = "3", ["AWS_LAMBDA_DOTNET_PROCESSING_TASKS"] = "0" }, processorCount: 4));

    private static LambdaBootstrap Create(RuntimeApiServer api, LambdaBootstrapHandler handler) => new(
        LambdaBootstrap.ConstructHttpClient(),
        ownsHttpClient: true,
        handler,
        initializer: null,
        new LambdaBootstrapOptions { RuntimeApiEndpoint = api.Endpoint },
        serializer: null,
        new FakeEnvironment { ["AWS_LAMBDA_MAX_CONCURRENCY"] = "3" },
        new LogLevelLoggerWriter(TextWriter.Null, TextWriter.Null));
}
