using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Origins;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>
/// Sends the cache's requests to origins. Viewers who want the same at the same time share one request, and a body is fetched to its end even if
/// the viewer who caused it leaves.
/// </summary>
internal sealed partial class OriginFetcher(
    EdgeCache cache,
    OriginClient client,
    OriginRequestWriter writer,
    Supervisor supervisor,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<OriginFetcher> logger)
{
    private const int BufferSize = 128 * 1024;

    private static readonly string[] Conditional = ["range", "if-range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since"];

    private readonly ConcurrentDictionary<string, Task<FetchOutcome>> _flights = new(StringComparer.Ordinal);

    /// <summary>Requests an object, a part of it, or the confirmation that what is cached is still fresh.</summary>
    /// <param name="exchange">The viewer's request.</param>
    /// <param name="distribution">The distribution.</param>
    /// <param name="key">The cache key.</param>
    /// <param name="known">The cached response, which the origin is to confirm when no range is wanted.</param>
    /// <param name="range">The bytes that are wanted; <see langword="null"/> for all.</param>
    /// <returns>The outcome, and whether this call sent the request.</returns>
    public async Task<(FetchOutcome Outcome, bool IsOwn)> FetchAsync(
        EdgeExchange exchange, DistributionConfig distribution, string key, CacheEntry? known, string? range)
    {
        var flightKey = $"{key}\n{range}";
        var source = new TaskCompletionSource<FetchOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var flight = _flights.GetOrAdd(flightKey, source.Task);
        if (flight != source.Task)
        {
            return (await flight.WaitAsync(exchange.Context.RequestAborted), false);
        }

        var outcome = new FetchOutcome(FetchKind.Unreachable);
        try
        {
            outcome = await RequestAsync(exchange, distribution, key, known, range);
            return (outcome, true);
        }
        finally
        {
            _flights.TryRemove(flightKey, out _);
            source.SetResult(outcome with { NotKept = null, Keep = null });
        }
    }

    private async Task<FetchOutcome> RequestAsync(EdgeExchange exchange, DistributionConfig distribution, string key, CacheEntry? known, string? range)
    {
        using var span = LocalAwsTelemetry.StartSpan("CloudFront origin request", ActivityKind.Client);
        span?.SetTag("http.request.method", MethodFor(key).Method);
        span?.SetTag("server.address", exchange.Origin.DomainName);
        span?.SetTag("cloudfront.origin.id", exchange.Origin.Id);
        var completedBy = exchange.Origin.ResponseCompletionTimeout is { } limit ? time.GetUtcNow() + limit : DateTimeOffset.MaxValue;
        using var request = CreateRequest(exchange, distribution, MethodFor(key), known, range, span);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        deadline.CancelAfter(Shorter(exchange.Origin.ReadTimeout, completedBy));
        try
        {
            var response = await client.For(exchange.Origin.Connection).SendAsync(request, deadline.Token);
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
            if (exchange.Failover is { } failover && failover.StatusCodes.Contains((int)response.StatusCode))
            {
                response.Dispose();
                return await RequestSecondaryAsync(failover);
            }

            return Take(exchange, distribution, key, known, response, completedBy);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            span?.SetTag("error.type", error.GetType().Name);
            span?.SetStatus(ActivityStatusCode.Error);
            Log.Failed(logger, exchange.RequestId, exchange.Origin.Id, error.GetType().Name);
            var status = error is OperationCanceledException ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status503ServiceUnavailable;
            if (exchange.Failover is { } failover && failover.StatusCodes.Contains(status) && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return await RequestSecondaryAsync(failover);
            }

            return KeepsOnError(known, distribution, StatusCodes.Status504GatewayTimeout)
                ? new(FetchKind.StaleUsable)
                : new(error is OperationCanceledException ? FetchKind.TimedOut : FetchKind.Unreachable);
        }

        Task<FetchOutcome> RequestSecondaryAsync(FailoverConfig failover) =>
            RequestAsync(exchange with { Origin = failover.Secondary, Failover = null }, distribution, key, known, range);
    }

    private static HttpMethod MethodFor(string key) => EdgeCache.IsHeadKey(key) ? HttpMethod.Head : HttpMethod.Get;

    private HttpRequestMessage CreateRequest(
        EdgeExchange exchange, DistributionConfig distribution, HttpMethod method, CacheEntry? known, string? range, Activity? span)
    {
        var headers = new FieldMap();
        foreach (var (name, values) in exchange.Request.Headers.Where(header => !Conditional.Contains(header.Key)))
        {
            headers.Set(name, values);
        }

        if (range is not null)
        {
            headers.Add("range", range);
            if (known is { HasStrongETag: true })
            {
                headers.Add("if-range", known.ETag!);
            }
        }
        else if (known is not null)
        {
            AddIfPresent(headers, "if-none-match", known.ETag);
            AddIfPresent(headers, "if-modified-since", known.Header("Last-Modified"));
        }

        var request = new HttpRequestMessage { Method = method, Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        writer.Write(request, exchange with { Request = exchange.Request with { Method = method.Method, Headers = headers } }, distribution, span);
        return request;
    }

    private FetchOutcome Take(
        EdgeExchange exchange, DistributionConfig distribution, string key, CacheEntry? known, HttpResponseMessage response, DateTimeOffset completedBy)
    {
        var status = (int)response.StatusCode;
        var headers = OriginHeaders.Read(response, exchange).ToList();
        var lifetimes = exchange.Behavior.Forwarding.Lifetimes;
        var errorLifetime = distribution.ErrorLifetimes.GetValueOrDefault(status, DistributionConfig.DefaultErrorLifetime);
        var now = time.GetUtcNow();
        if (lifetimes.Minimum == TimeSpan.Zero && VaryHeader.IsAny(headers) && status != StatusCodes.Status304NotModified)
        {
            // Each request has to reach the origin, so that nothing is gained by keeping the response.
            return new(FetchKind.NotKept, response);
        }

        if (status == StatusCodes.Status304NotModified && known is not null)
        {
            response.Dispose();
            known.Update(headers);
            known.Freshness = Freshness.Of(known.Status, known.Header, lifetimes, errorLifetime, now) ?? known.Freshness;
            return new(FetchKind.Confirmed);
        }

        if (status >= 500 && KeepsOnError(known, distribution, status))
        {
            response.Dispose();
            return new(FetchKind.StaleUsable);
        }

        var received = new CacheEntryHeaders(headers);
        var isHead = EdgeCache.IsHeadKey(key);
        if (Freshness.Of(status, received.Find, lifetimes, errorLifetime, now) is not { } freshness)
        {
            return new(FetchKind.NotKept, response);
        }

        if (BodyRange(response, isHead) is not var (start, end, length))
        {
            return new(FetchKind.NotKept, response, status == StatusCodes.Status206PartialContent ? null : KeepAsync);
        }

        if (status == StatusCodes.Status206PartialContent && !received.HasStrongETag)
        {
            return new(FetchKind.NotKept, response);
        }

        if (status == StatusCodes.Status206PartialContent && known is { HasStrongETag: true } && known.ETag == received.ETag && known.Body.Length == length
            && known.Body.TryUse())
        {
            Fill(exchange, known, response, start, end, completedBy);
            return new(FetchKind.Stored);
        }

        if (cache.CreateBody(length) is not { } body)
        {
            return new(FetchKind.NotKept, response);
        }

        body.TryUse();
        var entry = new CacheEntry(key, status == StatusCodes.Status206PartialContent ? StatusCodes.Status200OK : status, received.ForWhole(), body, freshness)
        {
            IsHead = isHead,
            HeadLength = isHead ? response.Content.Headers.ContentLength : null,
        };
        Fill(exchange, entry, response, start, end, completedBy);
        cache.Add(entry);
        return new(FetchKind.Stored);

        async ValueTask KeepAsync(ReadOnlyMemory<byte> content)
        {
            if (cache.CreateBody(content.Length) is { } whole)
            {
                await whole.WriteAsync(0, content, lifetime.ApplicationStopping);
                cache.Add(new(key, status, received.ForWhole(), whole, freshness));
            }
        }
    }

    // What is there, from, to and of how much; null when the origin does not say how long its response is.
    private static (long Start, long End, long Length)? BodyRange(HttpResponseMessage response, bool isHead)
    {
        if (isHead)
        {
            return (0, 0, 0);
        }

        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            return response.Content.Headers.ContentLength is { } length ? (0, length, length) : null;
        }

        return response.Content.Headers.ContentRange is { Unit: "bytes", From: { } from, To: { } to, Length: { } whole }
            ? (from, to + 1, whole)
            : null;
    }

    // The body's use is the fill's from here on.
    private void Fill(EdgeExchange exchange, CacheEntry entry, HttpResponseMessage response, long start, long end, DateTimeOffset completedBy)
    {
        entry.Body.Begin(start, end);
        var (requestId, origin) = (exchange.RequestId, exchange.Origin);
        _ = supervisor.AttendAsync("origin response", _ => FillAsync(requestId, origin, entry, response, start, end, completedBy), lifetime.ApplicationStopping);
    }

    private async Task FillAsync(
        string requestId, OriginConfig origin, CacheEntry entry, HttpResponseMessage response, long start, long end, DateTimeOffset completedBy)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var offset = start;
        try
        {
            await using var source = await response.Content.ReadAsStreamAsync(lifetime.ApplicationStopping);
            while (offset < end)
            {
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
                deadline.CancelAfter(Shorter(origin.ReadTimeout, completedBy));
                var count = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - offset)), deadline.Token);
                if (count == 0)
                {
                    break;
                }

                await entry.Body.WriteAsync(offset, buffer.AsMemory(0, count), lifetime.ApplicationStopping);
                offset += count;
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException)
        {
            Log.Failed(logger, requestId, origin.Id, error.GetType().Name);
        }
        finally
        {
            if (offset < end)
            {
                // Half an object is nobody's: the next viewer has it fetched again.
                cache.Remove(entry);
            }

            ArrayPool<byte>.Shared.Return(buffer);
            entry.Body.End(start, end);
            entry.Body.Release();
            response.Dispose();
        }
    }

    private TimeSpan Shorter(TimeSpan timeout, DateTimeOffset completedBy)
    {
        var left = completedBy - time.GetUtcNow();
        return left < timeout ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : timeout;
    }

    private bool KeepsOnError(CacheEntry? known, DistributionConfig distribution, int status)
    {
        var now = time.GetUtcNow();
        if (known is null || known.Status >= 400 || now >= known.Freshness.UsedOnErrorUntil)
        {
            return false;
        }

        // The origin is left alone for a while.
        known.Freshness = known.Freshness with { FreshUntil = now + distribution.ErrorLifetimes.GetValueOrDefault(status, DistributionConfig.DefaultErrorLifetime) };
        return true;
    }

    private static void AddIfPresent(FieldMap headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.Add(name, value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.OriginFetchFailed, LogLevel.Warning, "{RequestId}: the origin {Origin} failed: {Error}")]
        public static partial void Failed(ILogger logger, string requestId, string origin, string error);
    }
}
