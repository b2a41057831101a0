using System.Net;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport;

/// <summary>The runtime client through its public interface. It takes over console and environment, so these run one at a time.</summary>
[Collection(nameof(LambdaBootstrapTests))]
public sealed class LambdaBootstrapTests : IDisposable
{
    private static readonly DefaultLambdaJsonSerializer Serializer = new();
    private readonly TextWriter _standardOutput = Console.Out;
    private readonly TextWriter _standardError = Console.Error;

    public void Dispose()
    {
        Console.SetOut(_standardOutput);
        Console.SetError(_standardError);
    }

    [Fact]
    public async Task RunAsync_Event_SendsResponse()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        api.Send(RuntimeApiEvent.Create("r1", "\"pod\""));
        ILambdaContext? seen = null;

        var run = RunAsync(api, (string input, ILambdaContext context) =>
        {
            seen = context;
            return Task.FromResult(input + "cast");
        }, stop.Token);
        var call = await api.ReceiveAsync();

        Assert.Equal("/invocation/r1/response", call.Path);
        Assert.Equal("\"podcast\"", call.Body);
        Assert.Equal("application/json", call.Headers["Content-Type"]);
        Assert.StartsWith("aws-lambda-dotnet/", call.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal("r1", seen!.AwsRequestId);
        Assert.Equal("arn:aws:lambda:us-east-1:123456789012:function:f", seen.InvokedFunctionArn);
        Assert.InRange(seen.RemainingTime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Same(Serializer, seen.Serializer);
        await StopAsync(api, run, stop);
    }

    [Fact]
    public async Task RunAsync_StreamHandler_SendsStream()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        api.Send(RuntimeApiEvent.Create("r1", "abc"));

        using var bootstrap = LambdaBootstrapBuilder.Create((Stream input, ILambdaContext _) => Task.FromResult(input))
            .ConfigureOptions(options => options.RuntimeApiEndpoint = api.Endpoint)
            .Build();
        var run = bootstrap.RunAsync(stop.Token);

        Assert.Equal("abc", (await api.ReceiveAsync()).Body);
        await StopAsync(api, run, stop);
    }

    [Fact]
    public async Task RunAsync_SecondEvent_SendsOnlyItsOwnResponse()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        api.Send(RuntimeApiEvent.Create("r1", "\"a long first response\""));
        api.Send(RuntimeApiEvent.Create("r2", "\"b\""));

        var run = RunAsync(api, (string input, ILambdaContext _) => Task.FromResult(input), stop.Token);
        await api.ReceiveAsync();

        Assert.Equal("\"b\"", (await api.ReceiveAsync()).Body);
        await StopAsync(api, run, stop, events: 2);
    }

    [Fact]
    public async Task RunAsync_HandlerThrows_ReportsErrorAndGoesOn()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        api.Send(RuntimeApiEvent.Create("r1", "\"a\""));
        api.Send(RuntimeApiEvent.Create("r2", "\"b\""));

        var run = RunAsync(api, (string input, ILambdaContext _) =>
            input == "a" ? throw new InvalidOperationException("broken \u2713") : Task.FromResult(input), stop.Token);
        var call = await api.ReceiveAsync();

        Assert.Equal("/invocation/r1/error", call.Path);
        Assert.Equal("InvalidOperationException", call.Headers["Lambda-Runtime-Function-Error-Type"]);
        Assert.Equal("application/vnd.aws.lambda.error+json", call.Headers["Content-Type"]);
        using var error = JsonDocument.Parse(call.Body);
        Assert.Equal("InvalidOperationException", error.RootElement.GetProperty("errorType").GetString());
        Assert.Equal("broken \u2713", error.RootElement.GetProperty("errorMessage").GetString());
        Assert.Contains(nameof(RunAsync_HandlerThrows_ReportsErrorAndGoesOn), error.RootElement.GetProperty("stackTrace")[0].GetString(), StringComparison.Ordinal);
        using var cause = JsonDocument.Parse(call.Headers["Lambda-Runtime-Function-XRay-Error-Cause"]);
        Assert.Equal("broken \u2713", cause.RootElement.GetProperty("exceptions")[0].GetProperty("message").GetString());
        Assert.Equal("/invocation/r2/response", (await api.ReceiveAsync()).Path);
        await StopAsync(api, run, stop, events: 2);
    }

    [Fact]
    public async Task RunAsync_EventOfAnotherType_ReportsSerializerError()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        api.Send(RuntimeApiEvent.Create("r1", "{not json"));

        var run = RunAsync(api, (string _, ILambdaContext _) =>
        {
            Assert.Fail("An event that cannot be read must not reach the handler.");
            return Task.FromResult(string.Empty);
        }, stop.Token);
        var call = await api.ReceiveAsync();

        Assert.Equal("/invocation/r1/error", call.Path);
        Assert.Equal("JsonSerializerException", call.Headers["Lambda-Runtime-Function-Error-Type"]);
        await StopAsync(api, run, stop);
    }

    [Fact]
    public async Task RunAsync_InitializerThrows_ReportsInitializationErrorAndThrows()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var bootstrap = LambdaBootstrapBuilder.Create(FailIfInvoked)
            .UseBootstrapHandler(() => throw new InvalidOperationException("no table"))
            .ConfigureOptions(options => options.RuntimeApiEndpoint = api.Endpoint)
            .Build();

        await Assert.ThrowsAsync<InvalidOperationException>(() => bootstrap.RunAsync(TestContext.Current.CancellationToken));

        var call = await api.ReceiveAsync();
        Assert.Equal("/init/error", call.Path);
        Assert.Contains("no table", call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_InitializerReturnsFalse_ReturnsWithoutPolling()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var bootstrap = LambdaBootstrapBuilder.Create(FailIfInvoked)
            .UseBootstrapHandler(() => Task.FromResult(false))
            .ConfigureOptions(options => options.RuntimeApiEndpoint = api.Endpoint)
            .Build();

        await bootstrap.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task RunAsync_TraceHeader_IsSeenByHandler()
    {
        const string Trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        api.Send(RuntimeApiEvent.Create("r1", "\"\"", ("Lambda-Runtime-Trace-Id", Trace)));
        string?[] seen = [];

        var run = RunAsync(api, (string input, ILambdaContext context) =>
        {
            seen = [context.TraceId, LambdaTraceProvider.CurrentTraceId, Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID")];
            return Task.FromResult(input);
        }, stop.Token);
        await api.ReceiveAsync();

        Assert.Equal([Trace, Trace, Trace], seen);
        await StopAsync(api, run, stop);
    }

    [Fact]
    public async Task RunAsync_ClientContext_IsParsed()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        api.Send(RuntimeApiEvent.Create(
            "r1",
            "\"\"",
            ("Lambda-Runtime-Client-Context", """{"client":{"installation_id":"i","app_title":"t"},"custom":{"a":"b"},"env":{"c":"d"}}"""),
            ("Lambda-Runtime-Cognito-Identity", """{"cognitoIdentityId":"id","cognitoIdentityPoolId":"pool"}""")));

        var run = RunAsync(api, (string _, ILambdaContext context) => Task.FromResult(string.Join(
            ' ',
            context.ClientContext.Client.InstallationId,
            context.ClientContext.Client.AppTitle,
            context.ClientContext.Custom["a"],
            context.ClientContext.Environment["c"],
            context.Identity.IdentityId,
            context.Identity.IdentityPoolId)), stop.Token);

        Assert.Equal("\"i t b d id pool\"", (await api.ReceiveAsync()).Body);
        await StopAsync(api, run, stop);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileWaiting_ReturnsNormally()
    {
        await using var api = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();

        var run = RunAsync(api, (string input, ILambdaContext _) => Task.FromResult(input), stop.Token);
        await StopAsync(api, run, stop, events: 0);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task RunAsync_PollRefused_Throws(HttpStatusCode status)
    {
        await using var api = await RuntimeApiServer.StartAsync();
        api.PollStatus = status;

        var exception = await Assert.ThrowsAnyAsync<RuntimeApiClientException>(
            () => RunAsync(api, (string input, ILambdaContext _) => Task.FromResult(input), TestContext.Current.CancellationToken));

        Assert.Equal((int)status, exception.StatusCode);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge)]
    public async Task RunAsync_ResponseRefused_Throws(HttpStatusCode status)
    {
        await using var api = await RuntimeApiServer.StartAsync();
        api.Status = status;
        api.Send(RuntimeApiEvent.Create("r1", "\"a\""));

        var exception = await Assert.ThrowsAnyAsync<RuntimeApiClientException>(
            () => RunAsync(api, (string input, ILambdaContext _) => Task.FromResult(input), TestContext.Current.CancellationToken));

        Assert.Equal((int)status, exception.StatusCode);
    }

    [Fact]
    public async Task RunAsync_RuntimeApiGone_Throws()
    {
        var api = await RuntimeApiServer.StartAsync();
        using var bootstrap = LambdaBootstrapBuilder.Create(FailIfInvoked)
            .ConfigureOptions(options => options.RuntimeApiEndpoint = api.Endpoint)
            .Build();
        await api.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => bootstrap.RunAsync(TestContext.Current.CancellationToken));
    }

    private static async Task RunAsync<TInput, TOutput>(
        RuntimeApiServer api, Func<TInput, ILambdaContext, Task<TOutput>> handler, CancellationToken cancellationToken)
    {
        using var bootstrap = LambdaBootstrapBuilder.Create(handler, Serializer)
            .ConfigureOptions(options => options.RuntimeApiEndpoint = api.Endpoint)
            .Build();
        await bootstrap.RunAsync(cancellationToken);
    }

    private static Task<Stream> FailIfInvoked(Stream input, ILambdaContext context)
    {
        Assert.Fail("Nothing was sent.");
        return Task.FromResult(input);
    }

    // Stops once the client waits for the event after the last one.
    private static async Task StopAsync(RuntimeApiServer api, Task run, CancellationTokenSource stop, int events = 1)
    {
        for (var poll = 0; poll <= events; poll++)
        {
            await api.WaitForPollAsync();
        }

        await stop.CancelAsync();
        await run;
    }
}
