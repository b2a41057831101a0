using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Podcast.LocalAws.Auth;
using Yarp.ReverseProxy.Forwarder;

namespace Podcast.Benchmarks.Edge;

/// <summary>
/// The baselines, in a process of their own: an origin with a file of 64 KB, YARP in front of it without a function or a cache, and an endpoint that verifies
/// signatures and nothing else.
/// </summary>
internal static class EdgeBaseline
{
    public const int FileSize = 64 * 1024;

    /// <summary>Serves until the standard input ends; the first line of the output has the addresses of origin, proxy and verifier.</summary>
    public static async Task<int> RunAsync()
    {
        var file = new byte[FileSize];
        await using var origin = await StartAsync(_ => { }, _ => context =>
        {
            context.Response.ContentType = "audio/mpeg";
            context.Response.ContentLength = file.Length;
            context.Response.Headers.ETag = "\"1\"";
            context.Response.Headers.CacheControl = "max-age=86400";
            return context.Response.Body.WriteAsync(file).AsTask();
        });
        var destination = origin.Urls.First();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        await using var proxy = await StartAsync(
            services => services.AddHttpForwarder(),
            provider => async context => await provider.GetRequiredService<IHttpForwarder>().SendAsync(context, destination, client));
        await using var verifier = await StartAsync(
            services => services.AddSingleton(EdgeBenchmark.Options).AddSingleton(TimeProvider.System).AddAwsAuthentication(),
            provider => async context =>
            {
                await provider.GetRequiredService<RequestAuthenticator>().AuthenticateAsync(context, EdgeBenchmark.StoreService, context.RequestAborted);
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = EdgeBenchmark.StoreResponse.Length;
                await context.Response.WriteAsync(EdgeBenchmark.StoreResponse);
            });
        Console.WriteLine($"{destination} {proxy.Urls.First()} {verifier.Urls.First()}");
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<WebApplication> StartAsync(Action<IServiceCollection> configure, Func<IServiceProvider, RequestDelegate> handler)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        configure(builder.Services);
        var app = builder.Build();
        app.Run(handler(app.Services));
        await app.StartAsync();
        return app;
    }
}
