using System.Globalization;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Origins;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>Writes a cached answer, or one that is not kept, to the viewer.</summary>
internal sealed class CachedAnswer(ViewerResponse viewers, OriginForwarder forwarder, ErrorResponder errors, TimeProvider time)
{
    private const int BlockSize = 128 * 1024;

    /// <summary>The bytes that the viewer gets; <see langword="null"/> for an answer without a body of the entry's.</summary>
    public static (long Start, long End)? BodyFor(EdgeExchange exchange, DistributionConfig distribution, CacheEntry entry)
    {
        var request = exchange.Context.Request;
        if (HttpMethods.IsHead(request.Method) || HasErrorPage(distribution, entry.Status) || ViewerConditions.Decide(request.Headers, entry) is not null)
        {
            return null;
        }

        return ViewerRange.Find(request.Headers, entry) switch
        {
            { IsSatisfiable: true } range => (range.Offset, range.Offset + range.Length),
            { IsSatisfiable: false } => null,
            null => (0, entry.Body.Length),
        };
    }

    /// <param name="exchange">The viewer's request.</param>
    /// <param name="distribution">The distribution.</param>
    /// <param name="entry">The answer; its body has, or will have, what the viewer wants.</param>
    /// <param name="result">How the answer was found, such as <c>Hit</c>.</param>
    public async Task WriteAsync(EdgeExchange exchange, DistributionConfig distribution, CacheEntry entry, string result)
    {
        if (HasErrorPage(distribution, entry.Status))
        {
            await forwarder.WriteErrorAsync(exchange, distribution, entry.Status, "The origin answered with an error.");
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
        SetStatus(exchange.Context, entry, body);
        if (await IsFinishedAsync(exchange, distribution, result) || body is not var (start, end))
        {
            return;
        }

        await SendAsync(exchange, entry.Body, start, end);
    }

    /// <summary>Writes an answer that is not kept, and disposes of it.</summary>
    public async Task PassAsync(EdgeExchange exchange, DistributionConfig distribution, HttpResponseMessage origin)
    {
        using (origin)
        {
            var status = (int)origin.StatusCode;
            if (HasErrorPage(distribution, status))
            {
                await forwarder.WriteErrorAsync(exchange, distribution, status, "The origin answered with an error.");
                return;
            }

            var response = exchange.Context.Response;
            response.StatusCode = status;
            foreach (var (name, values) in OriginHeaders.Read(origin, exchange))
            {
                response.Headers[name] = values;
            }

            if (!await IsFinishedAsync(exchange, distribution, ResultTypes.Miss))
            {
                await origin.Content.CopyToAsync(response.Body, exchange.Context.RequestAborted);
            }
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
                response.ContentLength = body is var (start, end) ? end - start : entry.Body.Length;
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

    private async Task SendAsync(EdgeExchange exchange, CachedBody body, long start, long end)
    {
        var context = exchange.Context;
        var target = context.Response.BodyWriter;
        while (start < end)
        {
            var memory = target.GetMemory((int)Math.Min(end - start, BlockSize));
            var count = await body.ReadAsync(start, memory[..(int)Math.Min(end - start, memory.Length)], context.RequestAborted);
            if (count == 0)
            {
                await errors.WriteAsync(context, exchange.RequestId, StatusCodes.Status502BadGateway, "The origin broke off its answer.");
                return;
            }

            target.Advance(count);
            start += count;
            var flushed = await target.FlushAsync(context.RequestAborted);
            if (flushed.IsCompleted)
            {
                return;
            }
        }
    }
}
