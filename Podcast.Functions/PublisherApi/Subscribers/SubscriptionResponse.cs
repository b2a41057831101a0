using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>One of a subscriber's subscriptions.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status"><c>active</c>, <c>lapsed</c> or <c>revoked</c>.</param>
/// <param name="Plan">The name of what was sold.</param>
/// <param name="Shows">The shows that it opens.</param>
/// <param name="ExpiresAt">When it ends; missing for one that never ends.</param>
/// <param name="NeverEnds"><c>true</c> for one that never ends.</param>
/// <param name="Provider">The payment provider; missing for one that the publisher made.</param>
/// <param name="CreatedAt">When it began.</param>
internal sealed record SubscriptionResponse(
    string Id,
    string Status,
    string? Plan,
    IReadOnlyList<string> Shows,
    DateTimeOffset? ExpiresAt,
    bool? NeverEnds,
    string? Provider,
    DateTimeOffset CreatedAt)
{
    public static SubscriptionResponse From(Subscription subscription, DateTimeOffset now) => new(
        subscription.Id,
        SubscriberResponse.StatusOf(subscription.AccessAt(now)),
        subscription.Plan,
        [.. subscription.Shows.Order(StringComparer.Ordinal)],
        SubscriberResponse.EndOf(subscription.ExpiresAt),
        subscription.ExpiresAt >= Subscription.Never ? true : null,
        subscription.Provider,
        DateTimeOffset.FromUnixTimeSeconds(subscription.CreatedAt));
}
