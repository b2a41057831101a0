using Podcast.LocalAws.CloudFront.Distribution.Configuration;
using Podcast.LocalAws.CloudFront.Distribution.Origins;

namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>
/// Answers GET and HEAD from the cache, and asks the origin for what is missing or too old. The viewer-request function has run by then, and the
/// key is made of what it left: who has no access never gets here. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html.
/// </summary>
internal sealed class CachedForwarder(EdgeCache cache, OriginFetcher fetcher, OriginForwarder forwarder, CachedAnswer answers, TimeProvider time)
{
    // An answer may be replaced between two looks at it; after that many, the viewer's request goes to the origin as it is.
    private const int MaxLooks = 4;

    public async Task ForwardAsync(EdgeExchange exchange, DistributionConfig distribution)
    {
        var look = new Look(exchange, distribution, exchange.Behavior.Forwarding.CacheKey(distribution.Id, exchange.Request));
        var result = ResultTypes.Hit;
        for (var count = 0; count < MaxLooks; count++)
        {
            var entry = cache.Use(look.Key);
            if (entry is null && HttpMethods.IsHead(exchange.Context.Request.Method) && !EdgeCache.IsHeadKey(look.Key))
            {
                look = look with { Key = EdgeCache.HeadKey(look.Key) };
                entry = cache.Use(look.Key);
            }

            Step step;
            try
            {
                step = entry is null ? await FetchMissingAsync(look) : await UseAsync(look, entry, result);
            }
            finally
            {
                entry?.Body.Release();
            }

            if (step.Kind == StepKind.Answered)
            {
                return;
            }

            if (step.Kind == StepKind.AskDirectly)
            {
                break;
            }

            result = step.Result;
        }

        await forwarder.ForwardAsync(exchange, distribution);
    }

    private Task<Step> FetchMissingAsync(Look look)
    {
        var request = look.Exchange.Context.Request;
        if (ViewerConditions.HasAny(request.Headers))
        {
            return Task.FromResult(Step.AskDirectly);
        }

        return FetchAsync(look, null, HttpMethods.IsGet(request.Method) && request.Headers.IfRange.Count == 0 && ViewerRange.IsSingle(request.Headers) ? request.Headers.Range.ToString() : null);
    }

    private async Task<Step> UseAsync(Look look, CacheEntry entry, string result)
    {
        var now = time.GetUtcNow();
        var freshness = entry.Freshness;
        if (now >= freshness.FreshUntil && now < freshness.RefreshedInBackgroundUntil)
        {
            _ = RefreshAsync(look, entry);
        }
        else if (now >= freshness.FreshUntil)
        {
            var (outcome, isOwn) = await fetcher.FetchAsync(look.Exchange, look.Distribution, look.Key, entry.Status < 400 ? entry : null, null);
            if (outcome.Kind is not (FetchKind.Confirmed or FetchKind.StaleUsable))
            {
                return await ConcludeAsync(look, entry, outcome, isOwn);
            }

            result = isOwn && outcome.Kind == FetchKind.Confirmed ? ResultTypes.RefreshHit : ResultTypes.Hit;
        }

        if (CachedAnswer.BodyFor(look.Exchange, look.Distribution, entry) is var (start, end) && !entry.Body.Covers(start, end))
        {
            var isWhole = start == 0 && end == entry.Body.Length;
            return isWhole || !entry.HasStrongETag ? await FetchAsync(look, null, null) : await FetchAsync(look, entry, $"bytes={start}-{end - 1}");
        }

        await answers.WriteAsync(look.Exchange, look.Distribution, entry, result);
        return Step.Answered;
    }

    private async Task<Step> FetchAsync(Look look, CacheEntry? known, string? range)
    {
        var (outcome, isOwn) = await fetcher.FetchAsync(look.Exchange, look.Distribution, look.Key, known, range);
        return await ConcludeAsync(look, known, outcome, isOwn);
    }

    private async Task<Step> ConcludeAsync(Look look, CacheEntry? known, FetchOutcome outcome, bool isOwn)
    {
        switch (outcome.Kind)
        {
            case FetchKind.Stored or FetchKind.Confirmed or FetchKind.StaleUsable:
                return Step.LookAgain(isOwn ? ResultTypes.Miss : ResultTypes.Hit);
            case FetchKind.NotKept when outcome.NotKept is { } response:
                if (known is not null && (int)response.StatusCode is >= 200 and < 500 and not StatusCodes.Status416RangeNotSatisfiable)
                {
                    // It is gone, or not to be kept any more.
                    cache.Remove(known);
                }

                await answers.PassAsync(look.Exchange, look.Distribution, response, outcome.Keep);
                return Step.Answered;
            case FetchKind.NotKept:
                return Step.AskDirectly;
            default:
                await forwarder.WriteUnreachableAsync(look.Exchange, look.Distribution, outcome.Kind == FetchKind.TimedOut);
                return Step.Answered;
        }
    }

    // Nobody waits for it; what is not kept is dropped.
    private async Task RefreshAsync(Look look, CacheEntry entry)
    {
        var (outcome, _) = await fetcher.FetchAsync(look.Exchange, look.Distribution, look.Key, entry, null);
        outcome.NotKept?.Dispose();
    }

    private enum StepKind
    {
        Answered,
        LookAgain,
        AskDirectly,
    }

    private readonly record struct Step(StepKind Kind, string Result)
    {
        public static Step Answered { get; } = new(StepKind.Answered, "");

        public static Step AskDirectly { get; } = new(StepKind.AskDirectly, "");

        public static Step LookAgain(string result) => new(StepKind.LookAgain, result);
    }

    private sealed record Look(EdgeExchange Exchange, DistributionConfig Distribution, string Key);
}
