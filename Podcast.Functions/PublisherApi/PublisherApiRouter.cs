using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.PublisherApi;

/// <summary>Maps requests to endpoints. <c>openapi.json</c> describes the same routes; a test compares the two.</summary>
internal sealed class PublisherApiRouter(PublisherApiEndpoints api)
{
    private const string Unknown = "unknown";

    /// <summary>Longer than any id, and short enough to be part of a key of the table.</summary>
    private const int MaxSegmentLength = 256;

    // The first template that matches wins: "search" is not a subscriber's id.
    public IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/openapi.json", (_, _) => DocumentEndpoints.OpenApiAsync()),
        new("GET", "/problems", (_, _) => DocumentEndpoints.ProblemsAsync()),
        new("GET", "/shows", (_, end) => api.Shows.ListAsync(end)),
        new("POST", "/shows", api.Shows.CreateAsync),
        new("GET", "/shows/{show}", (request, end) => api.Shows.GetAsync(request.Segments[1], end)),
        new("PATCH", "/shows/{show}", (request, end) => api.Shows.ChangeAsync(request.Segments[1], request, end)),
        new("DELETE", "/shows/{show}", (request, end) => api.Shows.DeleteAsync(request.Segments[1], request, end), "confirm"),
        new("PUT", "/shows/{show}/artwork", (request, end) => api.Artwork.PutOfShowAsync(request.Segments[1], request, end)),
        new("DELETE", "/shows/{show}/artwork", (request, end) => api.Artwork.DeleteOfShowAsync(request.Segments[1], request, end)),
        new("PUT", "/shows/{show}/notices/{reason}", (request, end) => api.Notices.PutAsync(request.Segments[1], request.Segments[3], request, end)),
        new("DELETE", "/shows/{show}/notices/{reason}", (request, end) => api.Notices.DeleteAsync(request.Segments[1], request.Segments[3], request, end)),
        new("GET", "/shows/{show}/statistics", (request, end) => api.Statistics.GetAsync(request.Segments[1], request, end), "from", "to"),
        new("GET", "/shows/{show}/episodes", (request, end) => api.EpisodeLists.ListAsync(request.Segments[1], request, end), "state", "limit", "cursor"),
        new("POST", "/shows/{show}/episodes", (request, end) => api.Episodes.CreateAsync(request.Segments[1], request, end)),
        new("GET", "/shows/{show}/episodes/{episode}", (request, end) => api.Recordings.GetAsync(request.Segments[1], request.Segments[3], end)),
        new("PATCH", "/shows/{show}/episodes/{episode}", (request, end) => api.EpisodeChanges.ChangeAsync(request.Segments[1], request.Segments[3], request, end)),
        new("DELETE", "/shows/{show}/episodes/{episode}", (request, end) => api.EpisodeChanges.DeleteAsync(request.Segments[1], request.Segments[3], request, end)),
        new("PUT", "/shows/{show}/episodes/{episode}/artwork", (request, end) => api.Artwork.PutOfEpisodeAsync(request.Segments[1], request.Segments[3], request, end)),
        new("DELETE", "/shows/{show}/episodes/{episode}/artwork", (request, end) => api.Artwork.DeleteOfEpisodeAsync(request.Segments[1], request.Segments[3], request, end)),
        new("PUT", "/shows/{show}/episodes/{episode}/chapters", (request, end) => api.EpisodeFiles.PutChaptersAsync(request.Segments[1], request.Segments[3], request, end)),
        new("DELETE", "/shows/{show}/episodes/{episode}/chapters", (request, end) => api.EpisodeFiles.DeleteChaptersAsync(request.Segments[1], request.Segments[3], request, end)),
        new("PUT", "/shows/{show}/episodes/{episode}/transcripts/{language}", (request, end) => api.EpisodeFiles.PutTranscriptAsync(request.Segments[1], request.Segments[3], request.Segments[5], request, end)),
        new("DELETE", "/shows/{show}/episodes/{episode}/transcripts/{language}", (request, end) => api.EpisodeFiles.DeleteTranscriptsAsync(request.Segments[1], request.Segments[3], request.Segments[5], request, end)),
        new("POST", "/shows/{show}/episodes/{episode}/recordings", (request, end) => api.Recordings.BeginAsync(request.Segments[1], request.Segments[3], request, end)),
        new("GET", "/shows/{show}/episodes/{episode}/upload", (request, end) => api.Recordings.GetUploadAsync(request.Segments[1], request.Segments[3], end)),
        new("DELETE", "/shows/{show}/episodes/{episode}/upload", (request, end) => api.Recordings.AbortAsync(request.Segments[1], request.Segments[3], end)),
        new("POST", "/shows/{show}/episodes/{episode}/upload/complete", (request, end) => api.Recordings.CompleteAsync(request.Segments[1], request.Segments[3], end)),
        new("GET", "/subscribers", api.SubscriberLists.ListAsync, "status", "show", "plan", "provider", "sort", "limit", "cursor"),
        new("POST", "/subscribers", api.Subscribers.CreateAsync),
        new("POST", "/subscribers/search", api.SubscriberLists.SearchAsync),
        new("GET", "/subscribers/{id}", (request, end) => api.Subscribers.GetAsync(request.Segments[1], end)),
        new("PATCH", "/subscribers/{id}", (request, end) => api.SubscriberChanges.ChangeAsync(request.Segments[1], request, end)),
        new("DELETE", "/subscribers/{id}", (request, end) => api.SubscriberChanges.DeleteAsync(request.Segments[1], request, end)),
        new("GET", "/subscribers/{id}/feeds", (request, end) => api.Subscribers.GetFeedsAsync(request.Segments[1], end)),
        new("POST", "/subscribers/{id}/renew", (request, end) => api.SubscriberChanges.RenewAsync(request.Segments[1], null, request, end)),
        new("POST", "/subscribers/{id}/revoke", (request, end) => api.SubscriberChanges.RevokeAsync(request.Segments[1], null, request, end)),
        new("POST", "/subscribers/{id}/restore", (request, end) => api.SubscriberChanges.RestoreAsync(request.Segments[1], null, request, end)),
        new("POST", "/subscribers/{id}/rotate", (request, end) => api.SubscriberChanges.RotateAsync(request.Segments[1], request, end)),
        new("PATCH", "/subscribers/{id}/subscriptions/{subscription}", (request, end) => api.SubscriberChanges.ChangeSubscriptionAsync(request.Segments[1], request.Segments[3], request, end)),
        new("POST", "/subscribers/{id}/subscriptions/{subscription}/renew", (request, end) => api.SubscriberChanges.RenewAsync(request.Segments[1], request.Segments[3], request, end)),
        new("POST", "/subscribers/{id}/subscriptions/{subscription}/revoke", (request, end) => api.SubscriberChanges.RevokeAsync(request.Segments[1], request.Segments[3], request, end)),
        new("POST", "/subscribers/{id}/subscriptions/{subscription}/restore", (request, end) => api.SubscriberChanges.RestoreAsync(request.Segments[1], request.Segments[3], request, end)),
        new("POST", "/imports/shows", api.ShowImports.StartAsync, "show"),
        new("GET", "/imports/{import}", (request, end) => api.ShowImports.GetAsync(request.Segments[1], end)),
        new("GET", "/imports/{import}/episodes", (request, end) => api.ShowImports.ListEpisodesAsync(request.Segments[1], request, end), "limit", "cursor"),
        new("GET", "/shows/{show}/export", (request, end) => api.ShowExports.ExportAsync(request.Segments[1], request, end)),
        new("POST", "/imports/{import}/lines", (request, end) => api.Imports.ImportAsync(request.Segments[1], request, end), "firstLine", "mode"),
        new("GET", "/exports/subscribers", api.Exports.ExportAsync, "limit", "cursor", "tokens"),
        new("GET", "/signing-keys", (_, end) => api.SigningKeys.ListAsync(end)),
        new("POST", "/signing-keys", api.SigningKeys.RotateAsync),
        new("POST", "/signing-keys/{key}/retire", (request, end) => api.SigningKeys.RetireAsync(request.Segments[1], request, end), "limit", "cursor"),
        new("POST", "/signing-keys/{key}/revoke", (request, end) => api.SigningKeys.RevokeAsync(request.Segments[1], end)),
        new("GET", "/signing-keys/{key}/reissued", (request, end) => api.SigningKeys.ListReissuedAsync(request.Segments[1], request, end), "limit", "cursor"),
        new("POST", "/signing-keys/{key}/reissue", (request, end) => api.SigningKeys.ReissueAsync(request.Segments[1], request, end)),
        new("POST", "/migrations/subscribers", api.Migrations.MigrateAsync),
        new("GET", "/providers/{provider}", (request, end) => api.Providers.GetAsync(request.Segments[1], end)),
        new("PUT", "/providers/{provider}", (request, end) => api.Providers.PutAsync(request.Segments[1], request, end)),
        new("DELETE", "/providers/{provider}", (request, end) => api.Providers.DeleteAsync(request.Segments[1], request, end)),
        new("GET", "/event-endpoint", (_, end) => api.EventEndpoint.GetAsync(end)),
        new("PUT", "/event-endpoint", api.EventEndpoint.PutAsync),
        new("DELETE", "/event-endpoint", api.EventEndpoint.DeleteAsync),
    ];

    /// <summary>The route's template, which is safe to log; <c>unknown</c> for an unknown path.</summary>
    public string TemplateOf(ApiRequest request) => Routes.FirstOrDefault(route => route.IsPathOf(request))?.Template ?? Unknown;

    public Task<ApiResult> RouteAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Segments.Any(segment => segment.Length > MaxSegmentLength))
        {
            return Task.FromResult<ApiResult>(Problem.NotFound("This address"));
        }

        var template = TemplateOf(request);
        if (Routes.FirstOrDefault(route => route.Template == template && route.Method == request.Method) is not { } route)
        {
            return Task.FromResult(Refuse(template));
        }

        return route.CheckQuery(request) is { } refused ? Task.FromResult<ApiResult>(refused) : route.Handle(request, cancellationToken);
    }

    private ApiResult Refuse(string template)
    {
        if (template == Unknown)
        {
            return Problem.NotFound("This address");
        }

        var allow = string.Join(", ", Routes.Where(route => route.Template == template).Select(route => route.Method));
        return (ApiResult)Problem.MethodNotAllowed(allow) with { Allow = allow };
    }
}
