namespace Podcast.Functions.Domain;

/// <summary>One subscription; times are seconds since 1970.</summary>
internal sealed record Subscriber
{
    /// <summary>How many replaced tokens are remembered, so that their addresses say what happened.</summary>
    public const int MaxFormerTokens = 4;

    public required string Id { get; init; }

    public required string Email { get; init; }

    public required SubscriberStatus Status { get; init; }

    public required IReadOnlyList<string> Shows { get; init; }

    public required long ExpiresAt { get; init; }

    public required string KeyId { get; init; }

    public required string TokenId { get; init; }

    public required string TokenHash { get; init; }

    /// <summary>Hashes of tokens that were rotated away, newest first.</summary>
    public IReadOnlyList<string> FormerTokens { get; init; } = [];

    /// <summary>Goes up by one with every write.</summary>
    public required long Version { get; init; }

    public required long CreatedAt { get; init; }

    public required long UpdatedAt { get; init; }

    /// <summary>The W3C trace context of the request that wrote this state.</summary>
    public string? TraceParent { get; init; }

    public AccessState AccessAt(DateTimeOffset now) =>
        Status == SubscriberStatus.Revoked ? AccessState.Revoked
        : ExpiresAt <= now.ToUnixTimeSeconds() ? AccessState.Lapsed
        : AccessState.Active;

    // No e-mail address and no hash in a log.
    public override string ToString() => $"subscriber {Id}, version {Version}";
}
