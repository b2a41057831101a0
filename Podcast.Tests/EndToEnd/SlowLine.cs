using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Podcast.Tests.EndToEnd;

/// <summary>
/// A line between a player and one address, over which each request gets so many bytes and then waits: what a player has not got when the listener
/// jumps, it has to request. Records what went over it.
/// </summary>
internal sealed class SlowLine : IAsyncDisposable
{
    private readonly ConcurrentQueue<Transfer> _transfers = new();
    private readonly HttpClient _edge = new(new SocketsHttpHandler { UseProxy = false });
    private readonly WebApplication _server;
    private readonly Uri _target;
    private readonly int _bytesPerRequest;

    private SlowLine(Uri target, int bytesPerRequest)
    {
        _target = target;
        _bytesPerRequest = bytesPerRequest;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(CarryAsync);
    }

    /// <summary>The address for the player, in place of the edge's.</summary>
    public Uri Url => new(new Uri(_server.Urls.Single()), _target.AbsolutePath);

    /// <summary>The requests in the order in which they came.</summary>
    public IReadOnlyList<Transfer> Transfers => [.. _transfers];

    public static async Task<SlowLine> StartAsync(Uri target, int bytesPerRequest, CancellationToken cancellationToken)
    {
        var line = new SlowLine(target, bytesPerRequest);
        await line._server.StartAsync(cancellationToken);
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _edge.Dispose();
    }

    private async Task CarryAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _target);
        var range = context.Request.Headers.Range.ToString();
        request.Headers.Range = range.Length == 0 ? null : RangeHeaderValue.Parse(range);
        using var response = await _edge.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        var transfer = new Transfer(range, response.StatusCode, response.Content.Headers.ContentRange?.From ?? 0, response.Headers.GetValues("x-cache").Single());
        _transfers.Enqueue(transfer);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        context.Response.Headers.ContentRange = response.Content.Headers.ContentRange?.ToString();
        context.Response.Headers.AcceptRanges = response.Headers.AcceptRanges.ToString();
        context.Response.Headers.ETag = response.Headers.ETag?.ToString();
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
            var buffer = new byte[16 * 1024];
            while (transfer.Bytes < _bytesPerRequest
                && await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, _bytesPerRequest - transfer.Bytes)), context.RequestAborted) is > 0 and var read)
            {
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                transfer.Bytes += read;
            }

            if (transfer.Bytes < response.Content.Headers.ContentLength)
            {
                // Until the player gives up this request.
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>One request and its response.</summary>
    /// <param name="Range">The request's header; empty without one.</param>
    /// <param name="Status">The edge's response.</param>
    /// <param name="Start">Where the response begins in the file.</param>
    /// <param name="Cache">What the edge says of its cache.</param>
    internal sealed record Transfer(string Range, HttpStatusCode Status, long Start, string Cache)
    {
        /// <summary>How much the player was given.</summary>
        public long Bytes { get; set; }
    }
}
