using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.EndToEnd;

/// <summary>A real Chromium without a screen that plays audio on a page of ours, and reports how that went.</summary>
internal static class Browser
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // A media element plays the MP3 by itself; hls.js feeds it from the playlist. Played from the start, then from near the end to the end, and once
    // more from near the start.
    private const string Page = """
        <!doctype html><audio id="a" muted></audio><script src="/hls.js"></script><script>
        const audio = document.getElementById('a'), query = new URLSearchParams(location.search), url = query.get('url');
        const report = result => fetch('/result', { method: 'POST', body: JSON.stringify(result) });
        let hls, jumped = false, first = 0, reported;
        addEventListener('error', event => report({ error: String(event.message) }));
        audio.addEventListener('error', () => report({ error: 'media ' + audio.error?.code + ' ' + audio.error?.message }));
        audio.addEventListener('timeupdate', () => {
          if (!jumped && audio.currentTime > 1) { jumped = true; first = audio.currentTime; audio.currentTime = audio.duration - 2; }
          if (reported && audio.currentTime > 0.8 && audio.currentTime < 2) report({ ...reported, again: audio.currentTime });
        });
        audio.addEventListener('ended', () => {
          reported = { first, duration: audio.duration, end: audio.currentTime, levels: hls ? hls.levels.map(level => level.bitrate) : [] };
          audio.currentTime = 0.3; audio.play();
        });
        if (query.get('hls')) {
          hls = new Hls();
          hls.on(Hls.Events.ERROR, (_, data) => { if (data.fatal) report({ error: data.details }); });
          hls.on(Hls.Events.MANIFEST_PARSED, () => audio.play());
          hls.loadSource(url); hls.attachMedia(audio);
        } else { audio.src = url; audio.play(); }
        </script>
        """;

    /// <summary>Where Chromium is; null when there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Plays an address to its end.</summary>
    /// <returns>What the page reported.</returns>
    public static async Task<JsonNode> PlayAsync(Uri url, byte[]? hlsJs, CancellationToken cancellationToken)
    {
        var reported = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = Serve(hlsJs, reported);
        await server.StartAsync(cancellationToken);
        var profile = Directory.CreateTempSubdirectory("podcast-browser-");
        var page = $"{server.Urls.Single()}/?url={Uri.EscapeDataString(url.ToString())}{(hlsJs is null ? "" : "&hls=1")}";
        using var browser = Process.Start(new ProcessStartInfo(
            Path!,
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio",
                "--autoplay-policy=no-user-gesture-required",
                // The page is not the publisher's own: the player of a web site would be on the distribution's domain, or need CORS.
                "--disable-web-security", $"--user-data-dir={profile.FullName}", page,
            ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = Task.WhenAll(browser.StandardError.ReadToEndAsync(CancellationToken.None), browser.StandardOutput.ReadToEndAsync(CancellationToken.None));
        try
        {
            return await reported.Task.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            browser.Kill(entireProcessTree: true);
            throw new TimeoutException($"The page reported nothing. Chromium: {string.Join('\n', await output)}");
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
            await browser.WaitForExitAsync(CancellationToken.None);
            await output;
            profile.Delete(recursive: true);
        }
    }

    private static WebApplication Serve(byte[]? hlsJs, TaskCompletionSource<JsonNode> reported)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.Run(async context =>
        {
            switch (context.Request.Path.Value)
            {
                case "/":
                    context.Response.ContentType = "text/html";
                    await context.Response.WriteAsync(Page);
                    break;
                case "/hls.js" when hlsJs is not null:
                    context.Response.ContentType = "text/javascript";
                    await context.Response.Body.WriteAsync(hlsJs);
                    break;
                case "/result":
                    reported.TrySetResult((await JsonNode.ParseAsync(context.Request.Body))!);
                    break;
                default:
                    context.Response.StatusCode = StatusCodes.Status204NoContent;
                    break;
            }
        });
        return server;
    }
}
