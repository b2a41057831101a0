using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>
/// A subscriber. <see cref="Token"/> and <see cref="Feeds"/> are only in responses that issue a token: readers of a list of
/// subscribers need no access to their feeds.
/// </summary>
internal sealed record SubscriberResponse(
    string Id,
    string Status,
    string? Email,
    string? Plan,
    IReadOnlyList<string> Shows,
    DateTimeOffset ExpiresAt,
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
            subscriber.Plan,
            shows,
            DateTimeOffset.FromUnixTimeSeconds(subscriber.ExpiresAt),
            DateTimeOffset.FromUnixTimeSeconds(subscriber.CreatedAt),
            DateTimeOffset.FromUnixTimeSeconds(subscriber.UpdatedAt),
            token?.Text,
            token is null ? null : shows.ToDictionary(show => show, show => $"/{token.Text}/feeds/{show}.xml"));
    }

    public static string StatusOf(Subscriber subscriber, DateTimeOffset now) => subscriber.AccessAt(now) switch
    {
        AccessState.Active => "active",
        AccessState.Lapsed => "lapsed",
        AccessState.Revoked or AccessState.Replaced => "revoked",
    };

    // The generated ToString would print the token and the e-mail address.
    public override string ToString() => $"subscriber {Id}, {Status}";
}
