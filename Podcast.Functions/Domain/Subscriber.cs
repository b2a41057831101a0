namespace Podcast.Functions.Domain;

/// <summary>One subscription; times are seconds since 1970.</summary>
internal sealed record Subscriber
{
    /// <summary>How many replaced tokens are remembered, so that their addresses say what happened.</summary>
    public const int MaxFormerTokens = 4;

    public required string Id { get; init; }

    /// <summary>Null for a subscriber of whom a payment provider told no address.</summary>
    public string? Email { get; init; }

    /// <summary>The name of what was sold; it decides nothing, <see cref="Shows"/> does.</summary>
    public string? Plan { get; init; }

    public required SubscriberStatus Status { get; init; }

    public required IReadOnlyList<string> Shows { get; init; }

    public required long ExpiresAt { get; init; }

    public required string KeyId { get; init; }

    public required string TokenId { get; init; }

    public required string TokenHash { get; init; }

    /// <summary>Hashes of tokens that were rotated away, newest first.</summary>
    public IReadOnlyList<string> FormerTokens { get; init; } = [];

    /// <summary>The signing key whose subscribers got new tokens, this one among them, when it was last done; null if it never was.</summary>
    public string? ReissuedFrom { get; init; }

    /// <summary>Goes up by one with every write.</summary>
    public required long Version { get; init; }

    public required long CreatedAt { get; init; }

    public required long UpdatedAt { get; init; }

    /// <summary>Digest of the request that created it, when that may be repeated; see docs/data-model.md.</summary>
    public string? RequestHash { get; init; }

    /// <summary>The newest event of a payment provider that was taken over, in a form that sorts like the events; null before the first.</summary>
    public string? ProviderOrder { get; init; }

    /// <summary>The W3C trace context of the request that wrote this state.</summary>
    public string? TraceParent { get; init; }

    public AccessState AccessAt(DateTimeOffset now) =>
        Status == SubscriberStatus.Revoked ? AccessState.Revoked
        : Status == SubscriberStatus.Lapsed || ExpiresAt <= now.ToUnixTimeSeconds() ? AccessState.Lapsed
        : AccessState.Active;

    /// <summary>The same with another end; what had lapsed runs again until expiry work comes by.</summary>
    public Subscriber ExpiringAt(long expiresAt) =>
        this with { ExpiresAt = expiresAt, Status = Status == SubscriberStatus.Lapsed ? SubscriberStatus.Active : Status };

    // No e-mail address and no hash in a log.
    public override string ToString() => $"subscriber {Id}, version {Version}";
}
