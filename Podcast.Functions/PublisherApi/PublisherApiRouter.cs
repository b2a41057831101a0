namespace Podcast.Functions.PublisherApi;

/// <summary>Which endpoint answers which request. The route is what telemetry may say of an address.</summary>
internal sealed class PublisherApiRouter(ShowEndpoints shows, EpisodeEndpoints episodes, SubscriberEndpoints subscribers)
{
    public static string RouteOf(ApiRequest request) => request.Segments switch
    {
        ["shows"] => "/shows",
        ["shows", _] => "/shows/{show}",
        ["shows", _, "episodes"] => "/shows/{show}/episodes",
        ["subscribers"] => "/subscribers",
        ["subscribers", _] => "/subscribers/{id}",
        ["subscribers", _, "revoke"] => "/subscribers/{id}/revoke",
        ["subscribers", _, "rotate"] => "/subscribers/{id}/rotate",
        _ => "unknown",
    };

    public Task<ApiResult> RouteAsync(ApiRequest request, CancellationToken cancellationToken) =>
        (request.Method, request.Segments) switch
        {
            ("POST", ["shows"]) => shows.CreateAsync(request, cancellationToken),
            ("GET", ["shows", var show]) => shows.GetAsync(show, cancellationToken),
            ("POST", ["shows", var show, "episodes"]) => episodes.CreateAsync(show, request, cancellationToken),
            ("POST", ["subscribers"]) => subscribers.CreateAsync(request, cancellationToken),
            ("GET", ["subscribers", var id]) => subscribers.GetAsync(id, cancellationToken),
            ("POST", ["subscribers", var id, "revoke"]) => subscribers.RevokeAsync(id, request, cancellationToken),
            ("POST", ["subscribers", var id, "rotate"]) => subscribers.RotateAsync(id, request, cancellationToken),
            _ => Task.FromResult(Refuse(request)),
        };

    private static ApiResult Refuse(ApiRequest request)
    {
        var allow = RouteOf(request) switch
        {
            "/shows/{show}" or "/subscribers/{id}" => "GET",
            "unknown" => null,
            _ => "POST",
        };
        return allow is null
            ? Problem.NotFound("This address")
            : (ApiResult)Problem.MethodNotAllowed(allow) with { Allow = allow };
    }
}
