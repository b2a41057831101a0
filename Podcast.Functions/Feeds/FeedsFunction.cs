using Amazon.Lambda.APIGatewayEvents;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>
/// Origin "feeds": writes the feeds and pages of one subscriber, and responds for audio that is not there. The edge function has decided about access and
/// sends its decision in <c>x-podcast-access</c>.
/// </summary>
internal sealed partial class FeedsFunction(FeedRenderer feeds, PageRenderer pages, MissingAudio missing, ILogger<FeedsFunction> logger)
    : IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    public string Trigger => "http";

    public static FeedsFunction Compose(FunctionServices services) => new(
        FeedRenderer.Compose(services),
        PageRenderer.Compose(services),
        new(new CatalogTable(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time)),
        services.Loggers.CreateLogger<FeedsFunction>());

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        invocation.Activity.SetHttpRequest(input.RequestContext?.Http?.Method ?? "GET", RouteOf(input.RawPath));
        var response = await RespondAsync(input, invocation).ConfigureAwait(false);
        invocation.Activity.SetHttpStatus(response.StatusCode);
        return response;
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> RespondAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        try
        {
            return NoticeAudio.IsPath(input.RawPath) ? NoticeAudio.Respond(input.RawPath, input.FindHeader("range"))
                : MissingAudio.IsPath(input.RawPath) ? await missing.RespondAsync(input.RawPath, invocation.Deadline).ConfigureAwait(false)
                : PageAssets.IsPath(input.RawPath) ? PageAssets.Respond(input.RawPath)
                : await RenderAsync(input, invocation.Deadline).ConfigureAwait(false);
        }
        catch (Exception failure) when (TransientFailures.IsTransient(failure))
        {
            LogUnavailable(failure, invocation.RequestId);
            return HttpText.Unavailable();
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> RenderAsync(APIGatewayHttpApiV2ProxyRequest input, CancellationToken cancellationToken)
    {
        if (!SubscriberToken.TryParse(input.FindHeader(PodcastHeaders.Token), out var token)
            || FeedAddress.Read(input.FindHeader(PodcastHeaders.ForwardedProto), input.FindHeader(PodcastHeaders.ViewerHost), token) is not { } address)
        {
            return HttpText.NotFound();
        }

        var conditions = FeedConditions.Read(input);
        var decision = input.FindHeader(PodcastHeaders.Access);
        return (FeedPath.Read(input.RawPath), PagePath.Read(input.RawPath), ReadAccess(decision)) switch
        {
            ({ } path, _, { } access) => await feeds.RenderAsync(path, access, address, conditions, cancellationToken).ConfigureAwait(false),
            (_, { Show: null }, _) => await pages.RenderAllAsync(ReadEntry(decision), address, conditions, cancellationToken).ConfigureAwait(false),
            (_, { } path, { } access) => await pages.RenderAsync(path, access, address, conditions, cancellationToken).ConfigureAwait(false),
            _ => HttpText.NotFound(),
        };
    }

    private static string RouteOf(string? path) =>
        NoticeAudio.IsPath(path) ? "/media/{show}/-notices/{file}"
        : MissingAudio.IsPath(path) ? "/media/{show}/{episode}/{file}"
        : PageAssets.IsPath(path) ? "/assets/{hash}/{file}"
        : PagePath.Read(path) is { } page ? page.Show is null ? "/" : "/shows/{show}"
        : "/feeds/{show}.xml";

    // One that cannot be understood grants nothing.
    private static AccessEntry ReadEntry(string? text) =>
        AccessEntry.TryParse(text ?? "", out var entry) ? entry : AccessEntry.Ended(AccessState.Revoked);

    private static AccessState? ReadAccess(string? text) => text switch
    {
        "active" => AccessState.Active,
        "lapsed" => AccessState.Lapsed,
        "payment-failed" => AccessState.PaymentFailed,
        "revoked" => AccessState.Revoked,
        "replaced" => AccessState.Replaced,
        _ => null,
    };

    [LoggerMessage(EventIds.FeedsUnavailable, LogLevel.Warning, "A feed or page was not rendered: a service was unavailable, request {RequestId}")]
    private partial void LogUnavailable(Exception failure, string requestId);
}
