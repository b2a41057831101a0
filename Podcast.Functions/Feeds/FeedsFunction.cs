using Amazon.Lambda.APIGatewayEvents;
using Microsoft.Extensions.Logging;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>
/// Origin "feeds": writes the feed of one subscriber, and responds for audio that is not there. The edge function has decided about access and sends its decision in <c>x-podcast-access</c>.
/// </summary>
internal sealed partial class FeedsFunction(FeedRenderer renderer, MissingAudio missing, ILogger<FeedsFunction> logger)
    : IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    public string Trigger => "http";

    public static FeedsFunction Compose(FunctionServices services) => new(
        FeedRenderer.Compose(services),
        new(new CatalogTable(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time)),
        services.Loggers.CreateLogger<FeedsFunction>());

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        var route = MissingAudio.IsPath(input.RawPath) ? "/media/{show}/{episode}/{file}" : "/feeds/{show}.xml";
        invocation.Activity.SetHttpRequest(input.RequestContext?.Http?.Method ?? "GET", route);
        var response = await RespondAsync(input, invocation).ConfigureAwait(false);
        invocation.Activity.SetHttpStatus(response.StatusCode);
        return response;
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> RespondAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        try
        {
            return MissingAudio.IsPath(input.RawPath)
                ? await missing.RespondAsync(input.RawPath, invocation.Deadline).ConfigureAwait(false)
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
        if (FeedPath.Read(input.RawPath) is not { } path
            || !SubscriberToken.TryParse(input.FindHeader(PodcastHeaders.Token), out var token)
            || ReadAccess(input.FindHeader(PodcastHeaders.Access)) is not { } access
            || FeedAddress.Read(input.FindHeader(PodcastHeaders.ForwardedProto), input.FindHeader(PodcastHeaders.ViewerHost), token) is not { } address)
        {
            return HttpText.NotFound();
        }

        return await renderer.RenderAsync(path, access, address, FeedConditions.Read(input), cancellationToken).ConfigureAwait(false);
    }

    private static AccessState? ReadAccess(string? text) => text switch
    {
        "active" => AccessState.Active,
        "lapsed" => AccessState.Lapsed,
        "revoked" => AccessState.Revoked,
        "replaced" => AccessState.Replaced,
        _ => null,
    };

    [LoggerMessage(EventIds.FeedsUnavailable, LogLevel.Warning, "A feed was not rendered: a service was unavailable, request {RequestId}")]
    private partial void LogUnavailable(Exception failure, string requestId);
}
