using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.PublisherApi.Http;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>
/// <c>PATCH</c> and <c>DELETE /subscribers/{id}</c>, and <c>POST /subscribers/{id}/</c> <c>renew</c>, <c>revoke</c>, <c>restore</c>,
/// <c>rotate</c>; the same for one of several subscriptions, <c>/subscribers/{id}/subscriptions/{subscription}</c>.
/// </summary>
internal sealed class SubscriberChangeEndpoints(
    SubscriberTable subscribers, SubscriberChanger changer, TokenIssuer tokens, CatalogTable catalog, TimeProvider time)
{
    private const int MaxAttempts = 4;

    public async Task<ApiResult> ChangeAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        var (change, problem) = await ReadChangeAsync(request, cancellationToken).ConfigureAwait(false);
        if (change is null)
        {
            return problem!;
        }

        if (change.Email is { } email
            && await subscribers.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false) is { } owner
            && owner.Id != id
            && SubscriberId.IsValid(id)
            && (await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false))?.Id is { } own
            && owner.Id != own)
        {
            return Problem.EmailTaken(owner.Id);
        }

        return await ApplyAsync(
            id,
            request,
            subscriber =>
            {
                var changed = change.Apply(subscriber);
                return change.ApplyToSubscription is { } apply
                    ? ForSubscription(changed, null, only => (changed.With(apply(only)), null))
                    : (changed, null);
            },
            null,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<ApiResult> ChangeSubscriptionAsync(string id, string subscription, ApiRequest request, CancellationToken cancellationToken)
    {
        var (change, problem) = await ReadChangeAsync(request, cancellationToken).ConfigureAwait(false);
        if (change is null)
        {
            return problem!;
        }

        if (change.IsOfPerson)
        {
            return Problem.InvalidBody("A subscription has a plan and shows. The other fields are the subscriber's: PATCH /subscribers/{id}.");
        }

        return await ApplyAsync(
            id,
            request,
            subscriber => ForSubscription(
                subscriber, subscription, chosen => (change.ApplyToSubscription is { } apply ? subscriber.With(apply(chosen)) : null, null)),
            null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <param name="id">The subscriber's id.</param>
    /// <param name="subscription">The subscription's id; null for the only one.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ApiResult> RenewAsync(string id, string? subscription, ApiRequest request, CancellationToken cancellationToken)
    {
        var (body, problem) = BodyReader.Read<RenewRequest>(request);
        if (body is null)
        {
            return problem!;
        }

        var errors = new FieldErrors();
        var expiresAt = SubscriberFields.ReadEnd(body.ExpiresAt, body.NeverEnds, errors);
        return errors.Any
            ? errors.ToProblem()
            : await ApplyAsync(
                id,
                request,
                subscriber => ForSubscription(subscriber, subscription, chosen =>
                    chosen.IsRevoked ? (null, Problem.Revoked("What is revoked is not renewed. Restore it first."))
                    : chosen.ExpiresAt == expiresAt ? (null, null)
                    : (subscriber.With(chosen with { ExpiresAt = expiresAt, HasFailedPayment = false }), null)),
                null,
                cancellationToken).ConfigureAwait(false);
    }

    /// <param name="id">The subscriber's id.</param>
    /// <param name="subscription">The subscription's id; null for all of them.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<ApiResult> RevokeAsync(string id, string? subscription, ApiRequest request, CancellationToken cancellationToken) =>
        SetRevokedAsync(id, subscription, isRevoked: true, request, cancellationToken);

    /// <summary>A subscriber who expired in between is active until the next cleanup, and has no access nevertheless.</summary>
    /// <param name="id">The subscriber's id.</param>
    /// <param name="subscription">The subscription's id; null for all of them.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<ApiResult> RestoreAsync(string id, string? subscription, ApiRequest request, CancellationToken cancellationToken) =>
        SetRevokedAsync(id, subscription, isRevoked: false, request, cancellationToken);

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

    private Task<ApiResult> SetRevokedAsync(string id, string? subscription, bool isRevoked, ApiRequest request, CancellationToken cancellationToken) =>
        ApplyAsync(
            id,
            request,
            subscriber =>
                subscription is not null
                    ? ForSubscription(subscriber, subscription, chosen =>
                        (chosen.IsRevoked == isRevoked ? null : subscriber.With(chosen with { IsRevoked = isRevoked }), null))
                : subscriber.Subscriptions.All(each => each.IsRevoked == isRevoked) ? (null, null)
                : (subscriber.WithRevoked(isRevoked), null),
            null,
            cancellationToken);

    private static (Subscriber? Changed, Problem? Problem) ForSubscription(
        Subscriber subscriber, string? id, Func<Subscription, (Subscriber? Changed, Problem? Problem)> decide) =>
        id is null && subscriber.Subscriptions is not [_] ? (null, Problem.SeveralSubscriptions(string.Join(", ", subscriber.Subscriptions.Select(each => each.Id))))
        : (id is null ? subscriber.Subscriptions[0] : subscriber.Find(id)) is { } chosen ? decide(chosen)
        : (null, Problem.NotFound("This subscription"));

    private async Task<(SubscriberChange? Change, Problem? Problem)> ReadChangeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (Preconditions.Require(request) is { } required)
        {
            return (null, required);
        }

        var (body, problem) = BodyReader.Read<ChangeSubscriberRequest>(request);
        if (body is null)
        {
            return (null, problem);
        }

        var errors = new FieldErrors();
        var change = SubscriberFields.ReadChange(body, errors);
        if (change.Shows is { } shows && !errors.Any)
        {
            await SubscriberFields.RequireShowsAsync(catalog, shows, errors, cancellationToken).ConfigureAwait(false);
        }

        return errors.Any ? (null, errors.ToProblem()) : (change, null);
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
