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
        if (await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
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

            var draft = new SubscriberDraft(happened.Email, bought[0].Plan, shows, expiresAt);
            var creation = await creator.CreateAsync(draft, id, happened.Order, cancellationToken).ConfigureAwait(false);
            if (creation.Outcome is CreationOutcome.Created or CreationOutcome.Deleted)
            {
                return (creation.Outcome == CreationOutcome.Created ? EventOutcome.Created : EventOutcome.Deleted, id);
            }
        }

        var isNewer = false;
        var subscriber = await changer.ChangeAsync(
            id,
            read =>
            {
                isNewer = string.CompareOrdinal(read.ProviderOrder ?? "", happened.Order) < 0;
                return isNewer ? Change(read, happened, bought, shows, expiresAt) : null;
            },
            cancellationToken).ConfigureAwait(false);
        return (subscriber is null ? EventOutcome.Deleted : isNewer ? EventOutcome.Changed : EventOutcome.NotNewer, id);
    }

    // A price that means nothing here opens nothing, but a subscriber has at least one show: so the shows stay and the access ends.
    private static Subscriber Change(Subscriber read, SubscriptionEvent happened, ProviderPlan[] bought, string[] shows, long expiresAt) =>
        read.ExpiringAt(shows.Length > 0 ? expiresAt : Math.Min(expiresAt, happened.CreatedAt)) with
        {
            Email = happened.Email ?? read.Email,
            Plan = shows.Length > 0 ? bought[0].Plan : read.Plan,
            Shows = shows.Length > 0 ? shows : read.Shows,
            ProviderOrder = happened.Order,
        };
}
