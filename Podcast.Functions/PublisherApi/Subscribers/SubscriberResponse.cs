using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>
/// A subscriber: one person with a feed, and the subscriptions behind it. <see cref="Plan"/> and <see cref="ExpiresAt"/> are those of the
/// subscription that ends last, <see cref="Shows"/> those of all. <see cref="Token"/> and <see cref="Feeds"/> are only in responses that issue a token: readers of a list of
/// subscribers need no access to their feeds.
/// </summary>
internal sealed record SubscriberResponse(
    string Id,
    string Status,
    string? Email,
    string? FormerId,
    string? Plan,
    IReadOnlyList<string> Shows,
    DateTimeOffset? ExpiresAt,
    bool? NeverEnds,
    IReadOnlyList<SubscriptionResponse> Subscriptions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? Token,
    IReadOnlyDictionary<string, string>? Feeds)
{
    public static SubscriberResponse From(Subscriber subscriber, SubscriberToken? token, DateTimeOffset now)
    {
        string[] shows = [.. subscriber.Shows.Order(StringComparer.Ordinal)];
        return new(
            subscriber.Id,
            StatusOf(subscriber, now),
            subscriber.Email,
            subscriber.FormerId,
            subscriber.Plan,
            shows,
            EndOf(subscriber.ExpiresAt),
            subscriber.ExpiresAt >= Subscription.Never ? true : null,
            [.. subscriber.Subscriptions.Select(subscription => SubscriptionResponse.From(subscription, now))],
            DateTimeOffset.FromUnixTimeSeconds(subscriber.CreatedAt),
            DateTimeOffset.FromUnixTimeSeconds(subscriber.UpdatedAt),
            token?.Text,
            token is null ? null : shows.ToDictionary(show => show, show => $"/{token.Text}/feeds/{show}.xml"));
    }

    public static string StatusOf(Subscriber subscriber, DateTimeOffset now) => StatusOf(subscriber.AccessAt(now));

    public static string StatusOf(AccessState state) => state switch
    {
        AccessState.Active => "active",
        AccessState.Lapsed or AccessState.PaymentFailed => "lapsed",
        AccessState.Revoked or AccessState.Replaced => "revoked",
    };

    /// <summary>Null for what never ends.</summary>
    public static DateTimeOffset? EndOf(long expiresAt) => expiresAt >= Subscription.Never ? null : DateTimeOffset.FromUnixTimeSeconds(expiresAt);

    // The generated ToString would print the token and the e-mail address.
    public override string ToString() => $"subscriber {Id}, {Status}";
}
