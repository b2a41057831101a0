using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Origins;
using Podcast.LocalAws.Core.Supervision;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>
/// Serves GET and HEAD from the cache, and requests from the origin what is missing or stale. The viewer-request function has run by then, and the
/// key is made of what it left: who has no access never gets here. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html.
/// </summary>
internal sealed class CachedForwarder(
    EdgeCache cache,
    OriginFetcher fetcher,
    OriginForwarder forwarder,
    CachedResponseWriter responses,
    Supervisor supervisor,
    IHostApplicationLifetime lifetime,
    TimeProvider time)
{
    // A response may be replaced between two lookups; after that many, the viewer's request goes to the origin as it is.
    private const int MaxLookups = 4;

    public async Task ForwardAsync(EdgeExchange exchange, DistributionConfig distribution)
    {
        var lookup = new Lookup(exchange, distribution, exchange.Behavior.Forwarding.CacheKey(distribution.Id, exchange.Request));
        var result = ResultTypes.Hit;
        for (var count = 0; count < MaxLookups; count++)
        {
            var entry = cache.Use(lookup.Key);
            if (entry is null && HttpMethods.IsHead(exchange.Context.Request.Method) && !EdgeCache.IsHeadKey(lookup.Key))
            {
                lookup = lookup with { Key = EdgeCache.HeadKey(lookup.Key) };
                entry = cache.Use(lookup.Key);
            }

            Step step;
            try
            {
                step = entry is null ? await FetchMissingAsync(lookup) : await UseAsync(lookup, entry, result);
            }
            finally
            {
                entry?.Body.Release();
            }

            if (step.Kind == StepKind.Responded)
            {
                return;
            }

            if (step.Kind == StepKind.ForwardDirectly)
            {
                break;
            }

            result = step.Result;
        }

        await forwarder.ForwardAsync(exchange, distribution);
    }

    private Task<Step> FetchMissingAsync(Lookup lookup)
    {
        var request = lookup.Exchange.Context.Request;
        if (ViewerConditions.HasAny(request.Headers))
        {
            return Task.FromResult(Step.ForwardDirectly);
        }

        return FetchAsync(lookup, null, HttpMethods.IsGet(request.Method) && request.Headers.IfRange.Count == 0 && ViewerRange.IsSingle(request.Headers) ? request.Headers.Range.ToString() : null);
    }

    private async Task<Step> UseAsync(Lookup lookup, CacheEntry entry, string result)
    {
        var now = time.GetUtcNow();
        var freshness = entry.Freshness;
        if (now >= freshness.FreshUntil && now < freshness.RefreshedInBackgroundUntil)
        {
            // Begins while the viewer's request is there, and may end after it.
            var refresh = RefreshAsync(lookup, entry);
            _ = supervisor.AttendAsync("cache refresh", _ => refresh, lifetime.ApplicationStopping);
        }
        else if (now >= freshness.FreshUntil)
        {
            var (outcome, isOwn) = await fetcher.FetchAsync(lookup.Exchange, lookup.Distribution, lookup.Key, entry.Status < 400 ? entry : null, null);
            if (outcome.Kind is not (FetchKind.Confirmed or FetchKind.StaleUsable))
            {
                return await ConcludeAsync(lookup, entry, outcome, isOwn);
            }

            result = isOwn && outcome.Kind == FetchKind.Confirmed ? ResultTypes.RefreshHit : ResultTypes.Hit;
        }

        if (CachedResponseWriter.BodyFor(lookup.Exchange, lookup.Distribution, entry) is var (start, end) && !entry.Body.Covers(start, end))
        {
            var isWhole = start == 0 && end == entry.Body.Length;
            return isWhole || !entry.HasStrongETag ? await FetchAsync(lookup, null, null) : await FetchAsync(lookup, entry, $"bytes={start}-{end - 1}");
        }

        await responses.WriteAsync(lookup.Exchange, lookup.Distribution, entry, result);
        return Step.Responded;
    }

    private async Task<Step> FetchAsync(Lookup lookup, CacheEntry? known, string? range)
    {
        var (outcome, isOwn) = await fetcher.FetchAsync(lookup.Exchange, lookup.Distribution, lookup.Key, known, range);
        return await ConcludeAsync(lookup, known, outcome, isOwn);
    }

    private async Task<Step> ConcludeAsync(Lookup lookup, CacheEntry? known, FetchOutcome outcome, bool isOwn)
    {
        switch (outcome.Kind)
        {
            case FetchKind.Stored or FetchKind.Confirmed or FetchKind.StaleUsable:
                return Step.LookUpAgain(isOwn ? ResultTypes.Miss : ResultTypes.Hit);
            case FetchKind.NotKept when outcome.NotKept is { } response:
                if (known is not null && (int)response.StatusCode is >= 200 and < 500 and not StatusCodes.Status416RangeNotSatisfiable)
                {
                    // It is gone, or not to be kept any more.
                    cache.Remove(known);
                }

                await responses.PassAsync(lookup.Exchange, lookup.Distribution, response, outcome.Keep);
                return Step.Responded;
            case FetchKind.NotKept:
                return Step.ForwardDirectly;
            default:
                await forwarder.WriteUnreachableAsync(lookup.Exchange, lookup.Distribution, outcome.Kind == FetchKind.TimedOut);
                return Step.Responded;
        }
    }

    // Nobody waits for it; what is not kept is dropped.
    private async Task RefreshAsync(Lookup lookup, CacheEntry entry)
    {
        var (outcome, _) = await fetcher.FetchAsync(lookup.Exchange, lookup.Distribution, lookup.Key, entry, null);
        outcome.NotKept?.Dispose();
    }

    private enum StepKind
    {
        Responded,
        LookUpAgain,
        ForwardDirectly,
    }

    private readonly record struct Step(StepKind Kind, string Result)
    {
        public static Step Responded { get; } = new(StepKind.Responded, "");

        public static Step ForwardDirectly { get; } = new(StepKind.ForwardDirectly, "");

        public static Step LookUpAgain(string result) => new(StepKind.LookUpAgain, result);
    }

    private sealed record Lookup(EdgeExchange Exchange, DistributionConfig Distribution, string Key);
}
