using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Integration.Functions.WebhookSender;

/// <summary>The publisher's address: keeps what it gets and responds as it is told.</summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<(IHeaderDictionary Headers, byte[] Body)> _received = Channel.CreateUnbounded<(IHeaderDictionary, byte[])>();

    private EventReceiver(WebApplication app) => _app = app;

    /// <summary>The status of the next responses.</summary>
    public int Status { get; set; } = 204;

    public Uri Url => new(_app.Urls.Single() + "/events");

    public static async Task<EventReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = new EventReceiver(builder.Build());
        receiver._app.Urls.Add("http://127.0.0.1:0");
        receiver._app.MapPost("/events", receiver.TakeAsync);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public ValueTask<(IHeaderDictionary Headers, byte[] Body)> NextAsync(CancellationToken cancellationToken) => _received.Reader.ReadAsync(cancellationToken);

    private async Task TakeAsync(HttpContext context)
    {
        // The context is used again for the next request.
        var headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Response.StatusCode = Status;
        context.Response.Headers.Location = "http://127.0.0.1:9/elsewhere";
        await context.Response.CompleteAsync();
        _received.Writer.TryWrite((headers, body.ToArray()));
    }
}
