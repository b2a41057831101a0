using System.Diagnostics;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;

namespace Podcast.Functions.Subscriptions;

/// <summary>
/// Creates subscriptions. The subscriber who has the e-mail address gets it and keeps the feed; without one, there is a new subscriber. A repeated
/// request creates one subscription.
/// </summary>
internal sealed class SubscriberCreator(SubscriberTable subscribers, TokenIssuer tokens, TimeProvider time)
{
    private const int MaxAttempts = 10;

    /// <param name="draft">What it should be.</param>
    /// <param name="derivedId">The id that follows from what may be repeated; null to draw one.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="TransactionConflictException">Another writer was faster during every attempt.</exception>
    public async Task<Creation> CreateAsync(SubscriberDraft draft, string? derivedId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var subscription = draft.ToSubscription(derivedId ?? SubscriberId.Create(), now) with
        {
            RequestHash = derivedId is null ? null : draft.Hash,
        };
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var owner = draft.Email is { } email ? await subscribers.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false)
                : draft.KnownSubscriber is { } known ? await subscribers.FindAsync(known, cancellationToken).ConfigureAwait(false)
                : null;
            if (owner?.Find(subscription.Id) is null
                && await TryWriteAsync(owner, draft, subscription, now, cancellationToken).ConfigureAwait(false) is { } creation)
            {
                return creation;
            }

            if (derivedId is not null)
            {
                if (await subscribers.FindBySubscriptionAsync(derivedId, cancellationToken).ConfigureAwait(false) is { } existing)
                {
                    return new(
                        existing.Find(derivedId)?.RequestHash is { } hash && hash == subscription.RequestHash ? CreationOutcome.Repeated : CreationOutcome.Reused,
                        existing,
                        await tokens.FindAsync(existing, cancellationToken).ConfigureAwait(false));
                }

                if (await subscribers.WasDeletedAsync(derivedId, cancellationToken).ConfigureAwait(false))
                {
                    return new(CreationOutcome.Deleted, null, null);
                }
            }

            // Another writer was at the subscriber, its address or its subscription, and may have failed.
            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        throw new TransactionConflictException($"The subscription could not be written in {MaxAttempts} attempts.");
    }

    private async Task<Creation?> TryWriteAsync(
        Subscriber? owner, SubscriberDraft draft, Subscription subscription, long now, CancellationToken cancellationToken)
    {
        if (owner is null)
        {
            var issued = await tokens.CreateAsync(cancellationToken).ConfigureAwait(false);
            var subscriber = draft.ToSubscriber(subscription, issued, now) with { TraceParent = Activity.Current?.Id };
            return await subscribers.TryCreateAsync(subscriber, cancellationToken).ConfigureAwait(false)
                ? new(CreationOutcome.Created, subscriber, issued)
                : null;
        }

        var changed = draft.ApplyTo(owner).With(subscription) with
        {
            Version = owner.Version + 1,
            UpdatedAt = now,
            TraceParent = Activity.Current?.Id,
        };

        // An address under a refused signing key is never good again.
        var token = await tokens.FindAsync(owner, cancellationToken).ConfigureAwait(false);
        if (token is null)
        {
            token = await tokens.CreateAsync(cancellationToken).ConfigureAwait(false);
            changed = TokenIssuer.Replace(changed, token);
        }

        return await subscribers.TryAddAsync(changed, subscription, cancellationToken).ConfigureAwait(false)
            ? new(CreationOutcome.Added, changed, token)
            : null;
    }
}
