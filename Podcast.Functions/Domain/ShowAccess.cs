namespace Podcast.Functions.Domain;

/// <summary>What a subscriber has of one show, by the subscription to it that ends last.</summary>
/// <param name="Show">The show's id.</param>
/// <param name="ExpiresAt">Seconds since 1970; <see cref="Revoked"/> where the publisher ended all subscriptions to it.</param>
internal sealed record ShowAccess(string Show, long ExpiresAt)
{
    public const long Revoked = 0;

    public AccessState At(DateTimeOffset now) =>
        ExpiresAt == Revoked ? AccessState.Revoked
        : ExpiresAt <= now.ToUnixTimeSeconds() ? AccessState.Lapsed
        : AccessState.Active;
}
