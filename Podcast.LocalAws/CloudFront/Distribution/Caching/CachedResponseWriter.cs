using System.Globalization;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Origins;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>Writes a cached response, or one that is not kept, to the viewer.</summary>
internal sealed class CachedResponseWriter(ViewerResponse viewers, OriginForwarder forwarder, ErrorResponder errors, TimeProvider time)
{
    private const int BlockSize = 128 * 1024;

    // What comes without a length is held in memory until it has ended.
    private const long LargestKeptCopy = 32 * 1024 * 1024;

    /// <summary>The bytes that the viewer gets; <see langword="null"/> for a response without a body of the entry's.</summary>
    public static (long Start, long End)? BodyFor(EdgeExchange exchange, DistributionConfig distribution, CacheEntry entry)
    {
        var request = exchange.Context.Request;
        if (HttpMethods.IsHead(request.Method) || HasErrorPage(distribution, entry.Status) || ViewerConditions.Decide(request.Headers, entry) is not null)
        {
            return null;
        }

        // Several ranges come from a whole object.
        return ViewerRange.Find(request.Headers, entry) switch
        {
            { IsSatisfiable: true } range => (range.Offset, range.Offset + range.Length),
            { IsSatisfiable: false } => null,
            null => (0, entry.Body.Length),
        };
    }

    /// <param name="exchange">The viewer's request.</param>
    /// <param name="distribution">The distribution.</param>
    /// <param name="entry">The response; its body has, or will have, what the viewer wants.</param>
    /// <param name="result">How the response was found, such as <c>Hit</c>.</param>
    public async Task WriteAsync(EdgeExchange exchange, DistributionConfig distribution, CacheEntry entry, string result)
    {
        if (HasErrorPage(distribution, entry.Status))
        {
            await forwarder.WriteErrorAsync(exchange, distribution, entry.Status, "The origin responded with an error.");
            return;
        }

        var response = exchange.Context.Response;
        foreach (var (name, values) in entry.Headers)
        {
            response.Headers[name] = values;
        }

        if (result != ResultTypes.Miss)
        {
            response.Headers.Age = Math.Max(0, (long)(time.GetUtcNow() - entry.Freshness.StoredAt).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        var body = BodyFor(exchange, distribution, entry);
        var ranges = ViewerRange.FindSeveral(exchange.Context.Request.Headers, entry);
        SetStatus(exchange.Context, entry, body);
        var coding = Compression.CodingFor(exchange.Behavior, exchange.Context.Request, entry);
        if (coding is not null && response.StatusCode != StatusCodes.Status412PreconditionFailed)
        {
            Compression.Apply(response.Headers, coding);
        }

        MultipartRanges? multipart = null;
        if (ranges is not null && response.StatusCode == StatusCodes.Status200OK)
        {
            multipart = new(ranges, entry.Body.Length, response.ContentType);
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.ContentType = multipart.ContentType;
            response.ContentLength = multipart.ContentLength;
        }

        if (await IsFinishedAsync(exchange, distribution, result) || body is not var (start, end))
        {
            return;
        }

        if (multipart is not null)
        {
            foreach (var (head, range) in multipart.Parts)
            {
                await response.Body.WriteAsync(head, exchange.Context.RequestAborted);
                if (!await SendAsync(exchange, entry.Body, range.Offset, range.Offset + range.Length))
                {
                    return;
                }
            }

            await response.Body.WriteAsync(multipart.End, exchange.Context.RequestAborted);
        }
        else if (coding is not null)
        {
            await SendCompressedAsync(exchange, entry.Body, coding);
        }
        else
        {
            await SendAsync(exchange, entry.Body, start, end);
        }
    }

    private static async Task SendCompressedAsync(EdgeExchange exchange, CachedBody body, string coding)
    {
        var context = exchange.Context;
        var buffer = new byte[BlockSize];
        await using var target = Compression.Wrap(context.Response.Body, coding);
        for (var offset = 0L; offset < body.Length;)
        {
            var count = await body.ReadAsync(offset, buffer, context.RequestAborted);
            if (count == 0)
            {
                // Half an object must not look like a whole one.
                context.Abort();
                return;
            }

            await target.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            offset += count;
        }
    }

    /// <summary>Writes a response that is not in the cache, and disposes of it.</summary>
    public async Task PassAsync(
        EdgeExchange exchange, DistributionConfig distribution, HttpResponseMessage origin, Func<ReadOnlyMemory<byte>, ValueTask>? keep)
    {
        using (origin)
        {
            var status = (int)origin.StatusCode;
            if (HasErrorPage(distribution, status))
            {
                await forwarder.WriteErrorAsync(exchange, distribution, status, "The origin responded with an error.");
                return;
            }

            var response = exchange.Context.Response;
            response.StatusCode = status;
            foreach (var (name, values) in OriginHeaders.Read(origin, exchange))
            {
                response.Headers[name] = values;
            }

            if (await IsFinishedAsync(exchange, distribution, ResultTypes.Miss))
            {
                return;
            }

            if (keep is null)
            {
                await origin.Content.CopyToAsync(response.Body, exchange.Context.RequestAborted);
                return;
            }

            await CopyAndKeepAsync(exchange.Context, origin.Content, keep);
        }
    }

    private static async Task CopyAndKeepAsync(HttpContext context, HttpContent content, Func<ReadOnlyMemory<byte>, ValueTask> keep)
    {
        await using var source = await content.ReadAsStreamAsync(context.RequestAborted);
        using var copy = new MemoryStream();
        var buffer = new byte[BlockSize];
        for (int count; (count = await source.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            if (copy.Length <= LargestKeptCopy)
            {
                copy.Write(buffer, 0, count);
            }

            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
        }

        if (copy.Length <= LargestKeptCopy)
        {
            await keep(copy.GetBuffer().AsMemory(0, (int)copy.Length));
        }
    }

    private static bool HasErrorPage(DistributionConfig distribution, int status) => status >= 400 && distribution.ErrorPages.ContainsKey(status);

    private static void SetStatus(HttpContext context, CacheEntry entry, (long Start, long End)? body)
    {
        var response = context.Response;
        var range = ViewerRange.Find(context.Request.Headers, entry);
        response.StatusCode = ViewerConditions.Decide(context.Request.Headers, entry) ?? range switch
        {
            { IsSatisfiable: true } => StatusCodes.Status206PartialContent,
            { IsSatisfiable: false } => StatusCodes.Status416RangeNotSatisfiable,
            null => entry.Status,
        };
        switch (response.StatusCode)
        {
            case StatusCodes.Status304NotModified:
                response.Headers.Remove("Content-Type");
                break;
            case StatusCodes.Status206PartialContent:
                response.Headers.ContentRange = $"bytes {range!.Value.Offset}-{range.Value.Offset + range.Value.Length - 1}/{entry.Body.Length}";
                response.ContentLength = range.Value.Length;
                break;
            case StatusCodes.Status416RangeNotSatisfiable:
                response.Headers.ContentRange = $"bytes */{entry.Body.Length}";
                response.Headers.Remove("Content-Type");
                response.ContentLength = 0;
                break;
            case StatusCodes.Status412PreconditionFailed:
                response.Headers.Remove("Content-Type");
                response.ContentLength = 0;
                break;
            default:
                response.ContentLength = body is var (start, end) ? end - start : entry.IsHead ? entry.HeadLength : entry.Body.Length;
                break;
        }
    }

    // True when the viewer-response function took the body's place, or failed.
    private async Task<bool> IsFinishedAsync(EdgeExchange exchange, DistributionConfig distribution, string result)
    {
        var (generated, failure) = viewers.Finish(exchange, distribution, result);
        if (failure is not null)
        {
            await FunctionErrors.WriteAsync(errors, exchange.Context, exchange.RequestId, failure);
        }
        else if (generated is not null)
        {
            await GeneratedResponse.WriteBodyAsync(exchange.Context, generated);
        }

        return failure is not null || generated is not null;
    }

    // False when the viewer has got, or can get, no more.
    private async Task<bool> SendAsync(EdgeExchange exchange, CachedBody body, long start, long end)
    {
        var context = exchange.Context;
        var target = context.Response.BodyWriter;
        if (!context.Response.HasStarted && body.Has(start, end))
        {
            // The headers first, so that the server need not copy the body behind them.
            await context.Response.StartAsync(context.RequestAborted);
        }

        while (start < end)
        {
            var memory = target.GetMemory((int)Math.Min(end - start, BlockSize));
            var count = await body.ReadAsync(start, memory[..(int)Math.Min(end - start, memory.Length)], context.RequestAborted);
            if (count == 0)
            {
                await errors.WriteAsync(context, exchange.RequestId, StatusCodes.Status502BadGateway, "The origin broke off its response.");
                return false;
            }

            target.Advance(count);
            start += count;
            var flushed = await target.FlushAsync(context.RequestAborted);
            if (flushed.IsCompleted)
            {
                return false;
            }
        }

        return true;
    }
}
