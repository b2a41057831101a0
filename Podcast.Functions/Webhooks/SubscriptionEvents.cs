using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// Takes events over into subscribers: the newest event alone says what was bought and until when, so events may come twice and in any order.
/// What the publisher decided, a revocation, stays.
/// </summary>
internal sealed class SubscriptionEvents(SubscriberTable subscribers, SubscriberCreator creator, SubscriberChanger changer, TimeProvider time)
{
    /// <returns>What happened, and to whom.</returns>
    public async Task<(EventOutcome Outcome, string SubscriberId)> ApplyAsync(
        Provider provider, SubscriptionEvent happened, CancellationToken cancellationToken)
    {
        var id = SubscriberId.OfProvider(provider.Name, happened.Subscription);
        var bought = happened.Prices.Select(price => provider.Plans.GetValueOrDefault(price)).OfType<ProviderPlan>().ToArray();
        string[] shows = [.. bought.SelectMany(plan => plan.Shows).Distinct(StringComparer.Ordinal).Take(AccessEntry.MaxShows)];
        var expiresAt = happened.ExpiresAt(provider.GraceSeconds);
        var owner = await subscribers.FindBySubscriptionAsync(id, cancellationToken).ConfigureAwait(false);
        if (owner is null)
        {
            if (string.CompareOrdinal(await subscribers.FindProviderOrderAsync(id, cancellationToken).ConfigureAwait(false) ?? "", happened.Order) >= 0)
            {
                return (EventOutcome.NotNewer, id);
            }

            if (shows.Length == 0)
            {
                return await subscribers.TryKeepProviderOrderAsync(id, happened.Order, time.GetUtcNow(), cancellationToken).ConfigureAwait(false)
                    ? (EventOutcome.NoPlan, id)
                    : throw new TransactionConflictException("Another event of the same subscription is being processed.");
            }

            var draft = new SubscriberDraft(happened.Email, bought[0].Plan, shows, expiresAt) { Provider = (provider.Name, happened.Order) };
            var creation = await creator.CreateAsync(draft, id, cancellationToken).ConfigureAwait(false);
            if (creation.Outcome is CreationOutcome.Created or CreationOutcome.Added)
            {
                return (creation.Outcome == CreationOutcome.Created ? EventOutcome.Created : EventOutcome.Added, creation.Subscriber!.Id);
            }

            if (creation.Outcome == CreationOutcome.Deleted)
            {
                return (EventOutcome.Deleted, id);
            }

            owner = creation.Subscriber!;
        }

        // The address may be another subscriber's by now; who has the feed keeps it then.
        var email = happened.Email is { } told
            && (await subscribers.FindByEmailAsync(told, cancellationToken).ConfigureAwait(false) is not { } other || other.Id == owner.Id)
                ? told
                : null;
        var isNewer = false;
        var subscriber = await changer.ChangeAsync(
            owner.Id,
            read =>
            {
                var subscription = read.Find(id);
                isNewer = string.CompareOrdinal(subscription?.ProviderOrder ?? "", happened.Order) < 0;
                return !isNewer || (subscription is null && shows.Length == 0)
                    ? null
                    : read.With(Change(subscription, id, provider, happened, bought, shows, expiresAt)) with { Email = email ?? read.Email };
            },
            cancellationToken).ConfigureAwait(false);
        return (subscriber is null ? EventOutcome.Deleted : isNewer ? EventOutcome.Changed : EventOutcome.NotNewer, owner.Id);
    }

    // A price that means nothing here opens nothing, but a subscription has at least one show: so the shows stay and the access ends.
    private Subscription Change(
        Subscription? read, string id, Provider provider, SubscriptionEvent happened, ProviderPlan[] bought, string[] shows, long expiresAt) => new()
        {
            Id = id,
            Plan = shows.Length > 0 ? bought[0].Plan : read?.Plan,
            Shows = shows.Length > 0 ? shows : read!.Shows,
            ExpiresAt = shows.Length > 0 ? expiresAt : Math.Min(expiresAt, happened.CreatedAt),
            IsRevoked = read?.IsRevoked ?? false,
            Provider = provider.Name,
            ProviderOrder = happened.Order,
            RequestHash = read?.RequestHash,
            CreatedAt = read?.CreatedAt ?? time.GetUtcNow().ToUnixTimeSeconds(),
        };
}
