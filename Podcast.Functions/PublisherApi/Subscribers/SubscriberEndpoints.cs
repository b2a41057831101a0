using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary><c>POST /subscribers</c>, <c>GET /subscribers/{id}</c> and <c>GET /subscribers/{id}/feeds</c>.</summary>
internal sealed class SubscriberEndpoints(
    SubscriberTable subscribers, SubscriberCreator creator, TokenIssuer tokens, CatalogTable catalog, TimeProvider time)
{
    public async Task<ApiResult> CreateAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<CreateSubscriberRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        if (request.IdempotencyKey is { } key && !SubscriberFields.IsName(key))
        {
            return Problem.InvalidQuery("'Idempotency-Key' has to be 1 to 255 printable ASCII characters without spaces.");
        }

        var errors = new FieldErrors();
        var draft = SubscriberFields.ReadDraft(body, errors);
        if (!errors.Any)
        {
            await SubscriberFields.RequireShowsAsync(catalog, draft.Shows, errors, cancellationToken).ConfigureAwait(false);
        }

        if (errors.Any)
        {
            return errors.ToProblem();
        }

        var derivedId = request.IdempotencyKey is { } repeated ? SubscriberId.OfRequest(repeated) : null;
        var creation = await creator.CreateAsync(draft, derivedId, cancellationToken).ConfigureAwait(false);
        return creation switch
        {
            { Outcome: CreationOutcome.Added, Subscriber: { } subscriber } => Respond(200, subscriber, creation.Token),
            { Outcome: CreationOutcome.Created or CreationOutcome.Repeated, Subscriber: { } subscriber } =>
                Respond(derivedId is null || subscriber.Id == derivedId ? 201 : 200, subscriber, creation.Token),
            { Outcome: CreationOutcome.Deleted } => Problem.Deleted(),
            _ => Problem.KeyReused(),
        };
    }

    public async Task<ApiResult> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } subscriber ? Respond(200, subscriber, null) : NotFound();

    public async Task<ApiResult> GetFeedsAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } subscriber ? NotFound()
        : await tokens.FindAsync(subscriber, cancellationToken).ConfigureAwait(false) is { } token ? Respond(200, subscriber, token)
        : Problem.SigningKeyRefused();

    // The path is not repeated: it may be an e-mail address.
    public static Problem NotFound() => Problem.NotFound("This subscriber");

    private async Task<Subscriber?> FindAsync(string id, CancellationToken cancellationToken) =>
        SubscriberId.IsValid(id) ? await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;

    private ApiResult Respond(int status, Subscriber subscriber, SubscriberToken? token) =>
        new(status, SubscriberResponse.From(subscriber, token, time.GetUtcNow()))
        {
            Location = status == 201 ? $"/subscribers/{subscriber.Id}" : null,
            ETag = Preconditions.ETag(subscriber.Version),
        };
}
