using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary><c>GET /subscribers</c> and <c>POST /subscribers/search</c>.</summary>
internal sealed class SubscriberListEndpoints(
    SubscriberQueries queries, SubscriberTable subscribers, CustomerTable customers, TimeProvider time)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    private static readonly string[] Filters = ["show", "plan", "provider"];

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

        var filter = new SubscriberFilter(
            request.Query.GetValueOrDefault("show"), request.Query.GetValueOrDefault("plan"), request.Query.GetValueOrDefault("provider"));
        if (Filters.FirstOrDefault(name => request.Query.TryGetValue(name, out var value) && !Slug.IsValid(value)) is { } wrong)
        {
            return Problem.InvalidQuery($"'{wrong}' has to be {Slug.Rule}.");
        }

        if (!PageQuery.TryReadCursor(request.Query.GetValueOrDefault("cursor"), out var place))
        {
            return PageQuery.InvalidCursor();
        }

        SubscriberPage page;
        switch (request.Query.GetValueOrDefault("sort"))
        {
            case null:
                if ((place is null ? StatusCursor.Start : StatusCursor.Parse(place, state)) is not { } start)
                {
                    return PageQuery.InvalidCursor();
                }

                page = await queries.ListAsync(state, filter, start, limit, cancellationToken).ConfigureAwait(false);
                break;

            case "expiresAt" or "-expiresAt" when state != AccessState.Active:
                return Problem.InvalidQuery("'sort' needs 'status=active': who has no access has no end to come.");

            case "expiresAt" or "-expiresAt":
                var isDescending = request.Query["sort"][0] == '-';
                if ((place is null ? ExpiryCursor.Start(isDescending) : ExpiryCursor.Parse(place, isDescending)) is not { } cursor)
                {
                    return PageQuery.InvalidCursor();
                }

                page = await queries.ListByExpiryAsync(filter, cursor, limit, cancellationToken).ConfigureAwait(false);
                break;

            default:
                return Problem.InvalidQuery("'sort' has to be 'expiresAt' or '-expiresAt', or missing.");
        }

        var next = page.Next is null ? null : PageQuery.Encode(page.Next);
        var same = string.Concat(Filters.Append("sort").Where(request.Query.ContainsKey).Select(name => $"&{name}={request.Query[name]}"));
        return new(200, Respond(page.Subscribers, next))
        {
            Next = next is null ? null : $"/subscribers?status={request.Query["status"]}{same}&limit={limit}&cursor={next}",
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
        if (body is { Email: null, Provider: { } provider, Customer: { } customer })
        {
            errors.Require(Slug.IsValid(provider), "provider", $"Has to be {Slug.Rule}.");
            errors.Require(SubscriberFields.IsName(customer), "customer", "Has to be the provider's id of a customer.");
            return errors.Any
                ? errors.ToProblem()
                : new ApiResult(200, Respond(await FindByCustomerAsync(provider, customer, cancellationToken).ConfigureAwait(false), null));
        }

        errors.Require(body is { Provider: null, Customer: null }, "email", "Has to stand alone, or 'provider' and 'customer' in its place.");
        var email = SubscriberFields.ReadEmail(body.Email, errors);
        return errors.Any
            ? errors.ToProblem()
            : new ApiResult(200, Respond(await queries.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false), null));
    }

    private async Task<IEnumerable<Subscriber>> FindByCustomerAsync(string provider, string customer, CancellationToken cancellationToken) =>
        await customers.FindAsync(provider, customer, cancellationToken).ConfigureAwait(false) is { Subscriber: { } id }
        && await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } found
            ? [found]
            : [];

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
