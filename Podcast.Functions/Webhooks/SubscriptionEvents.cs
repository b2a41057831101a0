using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Functions.Storage;
using Podcast.Functions.Subscriptions;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// Takes events over into subscribers: the newest event alone says what was bought and until when, so events may come twice and in any order.
/// What the publisher decided, a revocation, stays.
/// </summary>
internal sealed class SubscriptionEvents(
    SubscriberTable subscribers, CustomerTable customers, SubscriberCreator creator, SubscriberChanger changer, SubscriberMerger merger, TimeProvider time)
{
    private const int MaxMergeAttempts = 4;

    /// <returns>What happened, and to whom.</returns>
    public async Task<(EventOutcome Outcome, string SubscriberId)> ApplyAsync(
        Provider provider, SubscriptionEvent happened, CancellationToken cancellationToken)
    {
        var id = SubscriberId.OfProvider(provider.Name, happened.Subscription);
        var customer = happened.Customer is { } paying
            ? await customers.FindAsync(provider.Name, paying, cancellationToken).ConfigureAwait(false)
            : null;
        var (outcome, subscriberId) = await ApplyAsync(provider, happened, id, customer, cancellationToken).ConfigureAwait(false);

        // Also after an event that changes nothing: the one that did may have failed here.
        if (outcome is EventOutcome.Created or EventOutcome.Added or EventOutcome.Changed or EventOutcome.NotNewer
            && happened.Customer is { } person
            && customer?.Subscriber != subscriberId
            && await subscribers.FindAsync(subscriberId, cancellationToken).ConfigureAwait(false) is { } owner
            && await customers.LinkAsync(provider.Name, person, owner.Id, cancellationToken).ConfigureAwait(false) is { } linked)
        {
            await SettleAddressAsync(linked, cancellationToken).ConfigureAwait(false);
        }

        return (outcome, subscriberId);
    }

    /// <summary>Gives the address of a customer to the subscriber that has the customer's subscriptions, now or when there is one.</summary>
    public async Task<(EventOutcome Outcome, string SubscriberId)> ApplyAsync(Provider provider, CustomerEvent told, CancellationToken cancellationToken)
    {
        var customer = await customers.TellAsync(provider.Name, told.Customer!, told.Email!, told.TimeOrder, cancellationToken).ConfigureAwait(false);
        if (customer is null)
        {
            return (EventOutcome.NotNewer, "");
        }

        await SettleAddressAsync(customer, cancellationToken).ConfigureAwait(false);
        return (EventOutcome.Customer, customer.Subscriber ?? "");
    }

    private async Task<(EventOutcome Outcome, string SubscriberId)> ApplyAsync(
        Provider provider, SubscriptionEvent happened, string id, Customer? customer, CancellationToken cancellationToken)
    {
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

            var draft = new SubscriberDraft(happened.Email ?? customer?.Email, bought[0].Plan, shows, expiresAt)
            {
                Provider = new(provider.Name, happened.Order, happened.Customer),
                KnownSubscriber = customer?.Subscriber,
            };
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
        var email = happened.Email is { } told && await IsFreeForAsync(owner.Id, told, cancellationToken).ConfigureAwait(false) ? told : null;
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
        Subscription? read, string id, Provider provider, SubscriptionEvent happened, ProviderPlan[] bought, string[] shows, long expiresAt) =>
        new()
        {
            Id = id,
            Plan = shows.Length > 0 ? bought[0].Plan : read?.Plan,
            Shows = shows.Length > 0 ? shows : read!.Shows,
            ExpiresAt = shows.Length > 0 ? expiresAt : Math.Min(expiresAt, happened.CreatedAt),
            IsRevoked = read?.IsRevoked ?? false,
            HasFailedPayment = happened.HasFailedPayment,
            Provider = provider.Name,
            Customer = happened.Customer ?? read?.Customer,
            ProviderOrder = happened.Order,
            RequestHash = read?.RequestHash,
            CreatedAt = read?.CreatedAt ?? time.GetUtcNow().ToUnixTimeSeconds(),
        };

    // A subscriber who was made before any address was told is the one of the address, if there is one: the feed that person has is the feed.
    private async Task SettleAddressAsync(Customer customer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxMergeAttempts; attempt++)
        {
            if (customer is not { Email: { } email, Subscriber: { } id }
                || await subscribers.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } subscriber
                || EmailAddress.AreSame(subscriber.Email, email))
            {
                return;
            }

            if (await IsFreeForAsync(subscriber.Id, email, cancellationToken).ConfigureAwait(false))
            {
                await changer.ChangeAsync(
                    subscriber.Id, read => EmailAddress.AreSame(read.Email, email) ? null : read with { Email = email }, cancellationToken).ConfigureAwait(false);
                return;
            }

            if (subscriber.Email is not null
                || await subscribers.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false) is not { } main
                || await merger.TryMergeAsync(main, subscriber, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            await Backoff.DelayAsync(attempt, time, cancellationToken).ConfigureAwait(false);
        }

        throw new TransactionConflictException("The subscriber of the address kept changing.");
    }

    private async Task<bool> IsFreeForAsync(string subscriberId, string email, CancellationToken cancellationToken) =>
        await subscribers.FindByEmailAsync(email, cancellationToken).ConfigureAwait(false) is not { } owner || owner.Id == subscriberId;
}
