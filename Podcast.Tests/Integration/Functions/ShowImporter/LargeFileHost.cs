using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.Integration.Functions.ShowImporter;

/// <summary>A host with a feed of one episode, whose audio is made as it is sent: each eight bytes behind the first frame say where they are.</summary>
internal sealed class LargeFileHost : IAsyncDisposable
{
    private const int HeaderLength = 512;
    private const int BlockLength = 256 * 1024;
    private const string Tag = "\"large\"";

    private readonly WebApplication _app;
    private readonly long _length;
    private readonly long _holdAfter;

    private LargeFileHost(WebApplication app, long length, long holdAfter)
    {
        _app = app;
        _length = length;
        _holdAfter = holdAfter;
    }

    /// <summary>The ranges that were requested, as the requests say it.</summary>
    public ConcurrentQueue<(string Range, string IfRange)> Requests { get; } = new();

    public Uri Feed => new(_app.Urls.Single() + "/feed.xml");

    /// <param name="length">Bytes of audio, a multiple of eight.</param>
    /// <param name="holdAfter">After how many bytes the first response stops, until its connection ends.</param>
    public static async Task<LargeFileHost> StartAsync(long length, long holdAfter)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var host = new LargeFileHost(builder.Build(), length, holdAfter);
        host._app.Urls.Add("http://127.0.0.1:0");
        host._app.MapGet("/feed.xml", () => Microsoft.AspNetCore.Http.Results.Text(
            $"""
            <rss version="2.0"><channel><title>Large</title><description>About.</description>
            <item><title>One</title><description>First.</description><guid>1</guid><pubDate>Mon, 06 Jan 2020 07:00:00 GMT</pubDate><enclosure url="large.mp3" length="{length}" type="audio/mpeg"/></item>
            </channel></rss>
            """,
            "application/rss+xml"));
        host._app.MapGet("/large.mp3", host.SendAsync);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Fills a block with the audio that begins at an offset, a multiple of eight.</summary>
    public static void Fill(Span<byte> block, long offset)
    {
        for (var i = 0; i < block.Length; i += sizeof(long))
        {
            BinaryPrimitives.WriteInt64LittleEndian(block[i..], offset + i < HeaderLength ? 0 : offset + i);
        }

        if (offset == 0)
        {
            ((ReadOnlySpan<byte>)[0xFF, 0xFB, 0x90, 0x00]).CopyTo(block);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task SendAsync(HttpContext context)
    {
        var (range, condition) = (context.Request.Headers.Range.ToString(), context.Request.Headers.IfRange.ToString());
        Requests.Enqueue((range, condition));
        var start = range.Length > 0 && condition == Tag ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        context.Response.StatusCode = start > 0 ? 206 : 200;
        context.Response.ContentType = "audio/mpeg";
        context.Response.ContentLength = _length - start;
        context.Response.Headers.ETag = Tag;
        if (start > 0)
        {
            context.Response.Headers.ContentRange = $"bytes {start}-{_length - 1}/{_length}";
        }

        var end = start == 0 ? Math.Min(_holdAfter, _length) : _length;
        var block = new byte[BlockLength];
        for (var offset = start; offset < end; offset += BlockLength)
        {
            var count = (int)Math.Min(BlockLength, end - offset);
            Fill(block.AsSpan(0, count), offset);
            await context.Response.Body.WriteAsync(block.AsMemory(0, count), context.RequestAborted);
        }

        if (end < _length)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
