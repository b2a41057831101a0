using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Integration.LocalAws.CloudFront;

/// <summary>An HTTP server on a free port that keeps what it was asked.</summary>
internal sealed class TestOrigin : IAsyncDisposable
{
    private readonly ConcurrentQueue<OriginRequest> _requests = new();
    private readonly WebApplication _app;

    private TestOrigin(WebApplication app) => _app = app;

    public IReadOnlyCollection<OriginRequest> Requests => _requests;

    public OriginRequest Request => Assert.Single(_requests);

    public int Port { get; private set; }

    public static async Task<TestOrigin> StartAsync(Func<HttpContext, Task> respond)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestHeaderCount = 1_000;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            // A character for each byte, in both directions.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var origin = new TestOrigin(builder.Build());
        origin._app.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            origin._requests.Enqueue(new(
                context.Request.Method,
                context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                await body.ReadToEndAsync(context.RequestAborted)));
            await respond(context);
        });
        await origin._app.StartAsync(TestContext.Current.CancellationToken);
        origin.Port = new Uri(origin._app.Urls.Single()).Port;
        return origin;
    }

    /// <summary>An origin that responds to every request with its own name.</summary>
    public static Task<TestOrigin> StartAsync(string name) => StartAsync(context => context.Response.WriteAsync(name));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
