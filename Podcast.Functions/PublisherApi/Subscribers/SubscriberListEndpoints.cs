using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary><c>GET /subscribers</c> and <c>POST /subscribers/search</c>.</summary>
internal sealed class SubscriberListEndpoints(SubscriberQueries queries, TimeProvider time)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public async Task<ApiResult> ListAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (StateOf(request) is not { } state)
        {
            return Problem.InvalidQuery("'status' has to be 'active', 'lapsed' or 'revoked'.");
        }

        if (PageQuery.ReadLimit(request, DefaultLimit, MaxLimit) is not { } limit)
        {
            return PageQuery.InvalidLimit(MaxLimit);
        }

        if (!PageQuery.TryReadCursor(request.Query.GetValueOrDefault("cursor"), out var place)
            || (place is null ? StatusCursor.Start : StatusCursor.Parse(place, state)) is not { } start)
        {
            return PageQuery.InvalidCursor();
        }

        var page = await queries.ListAsync(state, start, limit, cancellationToken).ConfigureAwait(false);
        var next = page.Next is null ? null : PageQuery.Encode(page.Next);
        return new(200, Respond(page.Subscribers, next))
        {
            Next = next is null ? null : $"/subscribers?status={request.Query["status"]}&limit={limit}&cursor={next}",
        };
    }

    public async Task<ApiResult> SearchAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<SearchRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var email = SubscriberFields.ReadEmail(body.Email, errors);
        return errors.Any
            ? errors.ToProblem()
            : new ApiResult(200, Respond(await queries.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false), null));
    }

    private static AccessState? StateOf(ApiRequest request) => request.Query.GetValueOrDefault("status") switch
    {
        "active" => AccessState.Active,
        "lapsed" => AccessState.Lapsed,
        "revoked" => AccessState.Revoked,
        _ => null,
    };

    private SubscriberListResponse Respond(IEnumerable<Subscriber> subscribers, string? next)
    {
        var now = time.GetUtcNow();
        return new([.. subscribers.Select(subscriber => SubscriberResponse.From(subscriber, null, now))], next);
    }
}
