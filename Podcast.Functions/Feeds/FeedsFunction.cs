using Amazon.Lambda.APIGatewayEvents;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Hosting;

namespace Podcast.Functions.Feeds;

/// <summary>
/// Origin "feeds": writes the feed of one subscriber, and responds for audio that is not there. The edge function has decided about access and sends its decision in <c>x-podcast-access</c>.
/// </summary>
internal sealed class FeedsFunction(FeedRenderer renderer, MissingAudio missing)
    : IFunction<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>
{
    private const string Prefix = "/feeds/";
    private const string Suffix = ".xml";

    public string Trigger => "http";

    public static FeedsFunction Compose(FunctionServices services) => new(
        FeedRenderer.Compose(services), new(new CatalogTable(services.Aws.DynamoDb, services.Environment.CatalogTable, services.Time)));

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest input, Invocation invocation)
    {
        var isMedia = MissingAudio.IsPath(input.RawPath);
        invocation.Activity.SetHttpRequest(input.RequestContext?.Http?.Method ?? "GET", isMedia ? "/media/{show}/{episode}/{file}" : "/feeds/{show}.xml");
        var response = isMedia
            ? await missing.RespondAsync(input.RawPath, invocation.Deadline).ConfigureAwait(false)
            : await RespondAsync(input, invocation.Deadline).ConfigureAwait(false);
        invocation.Activity.SetHttpStatus(response.StatusCode);
        return response;
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> RespondAsync(APIGatewayHttpApiV2ProxyRequest input, CancellationToken cancellationToken)
    {
        if (ReadShow(input.RawPath) is not { } showId
            || !SubscriberToken.TryParse(input.FindHeader(PodcastHeaders.Token), out var token)
            || ReadAccess(input.FindHeader(PodcastHeaders.Access)) is not { } access
            || FeedAddress.Read(input.FindHeader(PodcastHeaders.ForwardedProto), input.FindHeader(PodcastHeaders.ViewerHost), token) is not { } address)
        {
            return HttpText.NotFound();
        }

        return await renderer.RenderAsync(showId, access, address, input.FindHeader("if-none-match"), cancellationToken).ConfigureAwait(false);
    }

    private static string? ReadShow(string? path) =>
        path is not null
        && path.StartsWith(Prefix, StringComparison.Ordinal)
        && path.EndsWith(Suffix, StringComparison.Ordinal)
        && path.Length > Prefix.Length + Suffix.Length
        && path[Prefix.Length..^Suffix.Length] is var show
        && Slug.IsValid(show)
            ? show
            : null;

    private static AccessState? ReadAccess(string? text) => text switch
    {
        "active" => AccessState.Active,
        "lapsed" => AccessState.Lapsed,
        "revoked" => AccessState.Revoked,
        "replaced" => AccessState.Replaced,
        _ => null,
    };
}
