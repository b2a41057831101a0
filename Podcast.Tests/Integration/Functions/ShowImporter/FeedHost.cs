using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Integration.Functions.ShowImporter;

/// <summary>Another host: files at addresses, ranges of them, redirects, and connections that break.</summary>
internal sealed class FeedHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FeedHost(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, (byte[] Content, string Type, string Tag)> Files { get; } = new();

    /// <summary>Breaks the connection of the next request for a file before its first byte.</summary>
    public ConcurrentDictionary<string, bool> Broken { get; } = new();

    /// <summary>Holds the next response back after so many bytes, until it is broken.</summary>
    private ConcurrentDictionary<string, (int After, TaskCompletionSource Broken)> Held { get; } = new();

    /// <summary>Each request: the file, its range, and the condition of the range.</summary>
    public ConcurrentQueue<(string Path, string? Range, string? IfRange)> Requests { get; } = new();

    public Uri Url => new(_app.Urls.Single() + "/");

    public static async Task<FeedHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var host = new FeedHost(builder.Build());
        host._app.Urls.Add("http://127.0.0.1:0");
        host._app.MapGet("/moved/{name}", (string name) => Microsoft.AspNetCore.Http.Results.Redirect("/" + name));
        host._app.MapGet("/loop", () => Microsoft.AspNetCore.Http.Results.Redirect("/loop"));
        host._app.MapGet("/{name}", host.SendAsync);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public string Put(string name, byte[] content, string type, string tag = "one")
    {
        Files[name] = (content, type, tag);
        return new Uri(Url, name).ToString();
    }

    /// <summary>Sends so many bytes of a file with the next request for it, and nothing more.</summary>
    /// <returns>Breaks the connection.</returns>
    public Action Hold(string name, int after)
    {
        var broken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Held[name] = (after, broken);
        return broken.SetResult;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task SendAsync(HttpContext context, string name)
    {
        var (range, condition) = (context.Request.Headers.Range.ToString(), context.Request.Headers.IfRange.ToString());
        Requests.Enqueue((name, range.Length == 0 ? null : range, condition.Length == 0 ? null : condition));
        if (!Files.TryGetValue(name, out var file))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var tag = $"\"{file.Tag}\"";
        var start = range.Length > 0 && condition == tag ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        context.Response.StatusCode = start > 0 ? 206 : 200;
        context.Response.ContentType = file.Type;
        context.Response.ContentLength = file.Content.Length - start;
        context.Response.Headers.ETag = tag;
        if (start > 0)
        {
            context.Response.Headers.ContentRange = $"bytes {start}-{file.Content.Length - 1}/{file.Content.Length}";
        }

        if (Broken.TryRemove(name, out _))
        {
            context.Abort();
            return;
        }

        if (Held.TryRemove(name, out var held))
        {
            await context.Response.Body.WriteAsync(file.Content.AsMemory(start, held.After), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await held.Broken.Task.WaitAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(file.Content.AsMemory(start), context.RequestAborted);
    }
}
