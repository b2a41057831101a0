using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi;

/// <summary>
/// A subscriber. <see cref="Token"/> and <see cref="Feeds"/> are there only in the answer that hands a new token out: it cannot be looked up
/// again, only rotated.
/// </summary>
internal sealed record SubscriberResponse(
    string Id,
    string Status,
    string? Email,
    IReadOnlyList<string> Shows,
    DateTimeOffset ExpiresAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? Token,
    IReadOnlyDictionary<string, string>? Feeds)
{
    public static SubscriberResponse From(Subscriber subscriber, SubscriberToken? token, DateTimeOffset now) => new(
        subscriber.Id,
        subscriber.AccessAt(now) switch
        {
            AccessState.Active => "active",
            AccessState.Lapsed => "lapsed",
            _ => "revoked",
        },
        subscriber.Email,
        [.. subscriber.Shows.Order(StringComparer.Ordinal)],
        DateTimeOffset.FromUnixTimeSeconds(subscriber.ExpiresAt),
        DateTimeOffset.FromUnixTimeSeconds(subscriber.CreatedAt),
        DateTimeOffset.FromUnixTimeSeconds(subscriber.UpdatedAt),
        token?.Text,
        token is null ? null : subscriber.Shows.Order(StringComparer.Ordinal).ToDictionary(show => show, show => $"/{token.Text}/feeds/{show}.xml"));

    // The compiler's own would print the token and the e-mail address.
    public override string ToString() => $"subscriber {Id}, {Status}";
}
