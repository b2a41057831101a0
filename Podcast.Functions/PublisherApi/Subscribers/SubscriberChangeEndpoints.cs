using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>
/// <c>PATCH</c> and <c>DELETE /subscribers/{id}</c>, and <c>POST /subscribers/{id}/</c> <c>renew</c>, <c>revoke</c>, <c>restore</c>,
/// <c>rotate</c>.
/// </summary>
internal sealed class SubscriberChangeEndpoints(
    SubscriberTable subscribers, SubscriberChanger changer, TokenIssuer tokens, CatalogTable catalog, TimeProvider time)
{
    private const int MaxAttempts = 4;

    public async Task<ApiResult> ChangeAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        var (body, problem) = BodyReader.Read<ChangeSubscriberRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var change = SubscriberFields.ReadChange(body, errors);
        if (change.Shows is { } shows && !errors.Any)
        {
            await SubscriberFields.RequireShowsAsync(catalog, shows, errors, cancellationToken).ConfigureAwait(false);
        }

        return errors.Any
            ? errors.ToProblem()
            : await ApplyAsync(
                id,
                request,
                subscriber => (change.Apply(subscriber), null),
                null,
                cancellationToken).ConfigureAwait(false);
    }

    public async Task<ApiResult> RenewAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<RenewRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        if (body.ExpiresAt?.ToUnixTimeSeconds() is not { } expiresAt)
        {
            var errors = new FieldErrors();
            errors.Add("expiresAt", "Has to be a time with its offset, such as '2030-01-31T00:00:00Z'.");
            return errors.ToProblem();
        }

        return await ApplyAsync(
            id,
            request,
            subscriber =>
                subscriber.Status == SubscriberStatus.Revoked ? (null, Problem.Revoked("A revoked subscriber is not renewed. Restore the subscriber first."))
                : subscriber.ExpiresAt == expiresAt ? (null, null)
                : (subscriber.ExpiringAt(expiresAt), null),
            null,
            cancellationToken).ConfigureAwait(false);
    }

    public Task<ApiResult> RevokeAsync(string id, ApiRequest request, CancellationToken cancellationToken) => ApplyAsync(
        id,
        request,
        subscriber => (subscriber.Status == SubscriberStatus.Revoked ? null : subscriber with { Status = SubscriberStatus.Revoked }, null),
        null,
        cancellationToken);

    // Whose time has run out in between is active until expiry work comes by, and has no access all the same.
    public Task<ApiResult> RestoreAsync(string id, ApiRequest request, CancellationToken cancellationToken) => ApplyAsync(
        id,
        request,
        subscriber => (subscriber.Status == SubscriberStatus.Revoked ? subscriber with { Status = SubscriberStatus.Active } : null, null),
        null,
        cancellationToken);

    public async Task<ApiResult> RotateAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        var token = await tokens.CreateAsync(cancellationToken).ConfigureAwait(false);
        return await ApplyAsync(
            id,
            request,
            subscriber => subscriber.Status == SubscriberStatus.Revoked
                ? (null, Problem.Revoked("A revoked subscriber gets no new token."))
                : (TokenIssuer.Replace(subscriber, token), null),
            token,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<ApiResult> DeleteAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return required;
        }

        if (!SubscriberId.IsValid(id))
        {
            return SubscriberEndpoints.NotFound();
        }

        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } read)
            {
                return await subscribers.WasDeletedAsync(id, cancellationToken).ConfigureAwait(false)
                    ? new ApiResult(204, null)
                    : SubscriberEndpoints.NotFound();
            }

            if (Preconditions.Check(request, read.Version) is { } failed)
            {
                return failed;
            }

            if (await subscribers.TryDeleteAsync(read, time.GetUtcNow(), cancellationToken).ConfigureAwait(false))
            {
                return new ApiResult(204, null);
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        return Problem.Conflict("The subscriber kept changing. Send the request again.");
    }

    private async Task<ApiResult> ApplyAsync(
        string id,
        ApiRequest request,
        Func<Subscriber, (Subscriber? Changed, Problem? Problem)> decide,
        SubscriberToken? newToken,
        CancellationToken cancellationToken)
    {
        Problem? problem = null;
        var subscriber = SubscriberId.IsValid(id)
            ? await changer.ChangeAsync(
                id,
                read =>
                {
                    problem = Preconditions.Check(request, read.Version);
                    if (problem is not null)
                    {
                        return null;
                    }

                    (var changed, problem) = decide(read);
                    return changed;
                },
                cancellationToken).ConfigureAwait(false)
            : null;
        return subscriber is null ? SubscriberEndpoints.NotFound()
            : problem is not null ? problem
            : new ApiResult(200, SubscriberResponse.From(subscriber, newToken, time.GetUtcNow())) { ETag = Preconditions.ETag(subscriber.Version) };
    }
}
