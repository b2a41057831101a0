using Amazon.Lambda.APIGatewayEvents;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;
using Podcast.Functions.Hosting;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Entitlements;

/// <summary>
/// Origin "entitlements": the edge found no entry for a genuine token, so the table decides. A subscriber with access is redirected to the same address with
/// a grant, which the edge accepts like an entry; docs/tokens.md. While the store is down, grants cannot be verified, and this function serves
/// feeds, pages and HLS playlists itself, and redirects audio and segments to a presigned URL of S3.
/// </summary>
internal sealed partial class EntitlementsFunction(
    SubscriberTable subscribers,
    SigningKeyTable keys,
    FeedRenderer feeds,
    PageRenderer pages,
    AudioPresigner audio,
    PlaylistReader playlists,
    MissingAudio missing,
    FunctionMetrics metrics,
    TimeProvider time,
    ILogger<EntitlementsFunction> logger)
    : IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    public string Trigger => "http";

    public static EntitlementsFunction Compose(FunctionServices services)
    {
        var table = services.Environment.SubscribersTable;
        return new(
            new(services.Aws.DynamoDb, table),
            new(services.Aws.DynamoDb, table, services.Time),
            FeedRenderer.Compose(services),
            PageRenderer.Compose(services),
            new(() => services.Aws.S3, services.Environment.MediaBucket, services.Time),
            new(() => services.Aws.S3, services.Environment.MediaBucket),
            new(new(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time)),
            services.Metrics,
            services.Time,
            services.Loggers.CreateLogger<EntitlementsFunction>());
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        var request = EntitlementRequest.Read(input);
        invocation.Activity.SetHttpRequest(
            input.RequestContext?.Http?.Method ?? "GET",
            request is null ? "unknown"
            : request.IsAudio ? "/entitlements/{token hash}/media/{show}/{episode}/{file}"
            : NoticeAudio.IsPath(request.Path) ? "/entitlements/{token hash}/notices/{show}/{file}"
            : FeedPath.Read(request.Path) is not null ? "/entitlements/{token hash}/feeds/{show}.xml"
            : request.Show is null ? "/entitlements/{token hash}/" : "/entitlements/{token hash}/shows/{show}");
        var response = request is null ? HttpText.NotFound() : await RespondAsync(request, input, invocation).ConfigureAwait(false);
        invocation.Activity.SetHttpStatus(response.StatusCode);
        return response;
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> RespondAsync(
        EntitlementRequest request, APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        try
        {
            return await DecideAsync(request, input, invocation).ConfigureAwait(false);
        }
        catch (Exception failure) when (TransientFailures.IsTransient(failure))
        {
            LogUnavailable(failure, invocation.RequestId);
            return HttpText.Unavailable();
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> DecideAsync(
        EntitlementRequest request, APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        if (await keys.FindAsync(request.Token.KeyId, invocation.Deadline).ConfigureAwait(false) is not { } key || !request.Token.IsSignedBy(key))
        {
            return HttpText.NotFound();
        }

        metrics.Record(FunctionMetric.FallbackDecisions, 1);
        var hash = request.Token.Hash;
        var subscriber = await subscribers.FindByTokenAsync(hash, invocation.Deadline).ConfigureAwait(false);
        if (subscriber is null)
        {
            return HttpText.PlainText(403, "This address belongs to no subscription. Ask the publisher for a new one.");
        }

        var now = time.GetUtcNow();
        var state = subscriber.TokenHash != hash ? AccessState.Replaced
            : subscriber.ReasonAt(now) is var all and not AccessState.Active ? all
            : request.Show is null ? AccessState.Active
            : subscriber.AccessTo(request.Show, now);
        LogDecided(subscriber.Id, state, invocation.RequestId);
        if (state is null)
        {
            return HttpText.PlainText(403, "This subscription does not include this show.");
        }

        if (state != AccessState.Active)
        {
            return request.IsAudio
                ? HttpText.PlainText(403, "This subscription has ended. Its feed says why.")
                : await RespondAsync(request, key, AccessEntry.Ended(state.Value), input, invocation).ConfigureAwait(false);
        }

        var latest = (now + Grant.Lifetime).ToUnixTimeSeconds();
        if (request.Show is null)
        {
            var capped = AccessEntry.Active(subscriber.Access.Select(access => access with { ExpiresAt = Math.Min(access.ExpiresAt, latest) }));
            return await RespondAsync(request, key, capped, input, invocation).ConfigureAwait(false);
        }

        var endsAt = subscriber.Access.First(access => access.Show == request.Show).ExpiresAt;
        var expiresAt = Math.Min(endsAt, latest);
        return !request.IsAudio || !request.IsUnchecked
            ? await RespondAsync(request, key, AccessEntry.Active(expiresAt, [request.Show]), input, invocation).ConfigureAwait(false)
            : await missing.FindTakenDownAsync(request.Path, invocation.Deadline).ConfigureAwait(false) is { } takenDown
            ? takenDown
            : request.Path.EndsWith(PlaylistReader.Extension, StringComparison.Ordinal)
            ? await SendPlaylistAsync(request.Path[1..], invocation.Deadline).ConfigureAwait(false)
            : await audio.PresignAsync(
                request.Path[1..], input.RequestContext?.Http?.Method ?? "GET", DateTimeOffset.FromUnixTimeSeconds(expiresAt) - now, invocation.Deadline).ConfigureAwait(false)
                is { } location
            ? Redirect(location)
            : HttpText.NotFound();
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> RespondAsync(
        EntitlementRequest request, SigningKey key, AccessEntry entry, APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        if (!request.IsUnchecked)
        {
            return Redirect(request, key, entry);
        }

        if (NoticeAudio.IsPath(request.Path))
        {
            return NoticeAudio.Has(request.Path) ? NoticeAudio.Respond(request.Path, input.FindHeader("range"))
                : await audio.PresignAsync(
                    OwnNotice.KeyOf(request.Show!, request.Path[(request.Path.LastIndexOf('/') + 1)..]),
                    input.RequestContext?.Http?.Method ?? "GET",
                    Grant.Lifetime,
                    invocation.Deadline).ConfigureAwait(false)
                    is { } location
                ? Redirect(location)
                : HttpText.NotFound();
        }

        if (FeedAddress.Read(input.FindHeader(PodcastHeaders.ForwardedProto), input.FindHeader(PodcastHeaders.ViewerHost), request.Token) is not { } address)
        {
            return HttpText.NotFound();
        }

        var conditions = FeedConditions.Read(input);
        return FeedPath.Read(request.Path) is { } feed ? await feeds.RenderAsync(feed, entry.State, address, conditions, invocation.Deadline).ConfigureAwait(false)
            : request.Show is null ? await pages.RenderAllAsync(entry, address, conditions, invocation.Deadline).ConfigureAwait(false)
            : await pages.RenderAsync(PagePath.Read(request.Path)!, entry.State, address, conditions, invocation.Deadline).ConfigureAwait(false);
    }

    // Not cached: the next request has to be checked as well.
    private async Task<APIGatewayHttpApiV2ProxyResponse> SendPlaylistAsync(string key, CancellationToken cancellationToken) =>
        await playlists.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } playlist
            ? new()
            {
                StatusCode = 200,
                Headers = new Dictionary<string, string> { ["content-type"] = PlaylistReader.ContentType, ["cache-control"] = "no-store" },
                Body = playlist,
            }
            : HttpText.NotFound();

    // A path, put together from parts that were checked: it cannot lead to another host.
    private static APIGatewayHttpApiV2ProxyResponse Redirect(EntitlementRequest request, SigningKey key, AccessEntry entry) =>
        Redirect($"/{request.Token.Text}{request.Path}?grant={Grant.Sign(key, request.Token, entry)}");

    private static APIGatewayHttpApiV2ProxyResponse Redirect(string location) => new()
    {
        StatusCode = 307,
        Headers = new Dictionary<string, string>
        {
            ["location"] = location,
            ["cache-control"] = "no-store",
        },
    };

    [LoggerMessage(EventIds.EntitlementsUnavailable, LogLevel.Warning, "The table could not decide: a service was unavailable, request {RequestId}")]
    private partial void LogUnavailable(Exception failure, string requestId);

    [LoggerMessage(EventIds.FallbackDecided, LogLevel.Information, "Subscriber {SubscriberId} is {State} for the show; the edge had no entry, request {RequestId}")]
    private partial void LogDecided(string subscriberId, AccessState? state, string requestId);
}
