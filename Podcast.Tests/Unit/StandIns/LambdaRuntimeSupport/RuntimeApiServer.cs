using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Unit.StandIns.LambdaRuntimeSupport;

/// <summary>A Lambda Runtime API for one test, under a path of its own as the local AWS has it.</summary>
internal sealed class RuntimeApiServer : IAsyncDisposable
{
    private const string Base = "/runtimes/function/2018-06-01/runtime";
    private readonly Channel<RuntimeApiEvent> _events = Channel.CreateUnbounded<RuntimeApiEvent>();
    private readonly Channel<RuntimeApiCall> _calls = Channel.CreateUnbounded<RuntimeApiCall>();
    private readonly SemaphoreSlim _polled = new(0);
    private readonly WebApplication _app;

    private RuntimeApiServer(WebApplication app)
    {
        _app = app;
        app.Run(HandleAsync);
    }

    /// <summary>The status for each response or error that is sent here.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.Accepted;

    /// <summary>Status of the next poll when it is not 200; its body is an error.</summary>
    public HttpStatusCode PollStatus { get; set; } = HttpStatusCode.OK;

    /// <summary>As in AWS_LAMBDA_RUNTIME_API.</summary>
    public string Endpoint => $"{new Uri(_app.Urls.Single()).Authority}/runtimes/function";

    public static async Task<RuntimeApiServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new RuntimeApiServer(builder.Build());
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public void Send(RuntimeApiEvent invocation) => Assert.True(_events.Writer.TryWrite(invocation));

    /// <summary>The next call that is not a poll.</summary>
    public async Task<RuntimeApiCall> ReceiveAsync() => await _calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Returns once as many polls have come as this was called.</summary>
    public Task WaitForPollAsync() => _polled.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _app.DisposeAsync();
        _polled.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == Base + "/invocation/next")
        {
            await PollAsync(context);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await _calls.Writer.WriteAsync(new RuntimeApiCall(context.Request.Path.Value![Base.Length..], body, headers), context.RequestAborted);
        context.Response.StatusCode = (int)Status;
        await context.Response.WriteAsync("""{"status":"OK","errorMessage":"no","errorType":"No"}""", context.RequestAborted);
    }

    private async Task PollAsync(HttpContext context)
    {
        _polled.Release();
        if (PollStatus != HttpStatusCode.OK)
        {
            context.Response.StatusCode = (int)PollStatus;
            await context.Response.WriteAsync("""{"errorMessage":"no","errorType":"No"}""", context.RequestAborted);
            return;
        }

        RuntimeApiEvent invocation;
        try
        {
            invocation = await _events.Reader.ReadAsync(context.RequestAborted);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            return;
        }

        foreach (var (name, value) in invocation.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(invocation.Payload, context.RequestAborted);
    }
}
