namespace Podcast.Functions.Domain;

/// <summary>What gives a subscriber access to shows for a time. One person may have several; times are seconds since 1970.</summary>
internal sealed record Subscription
{
    /// <summary>The end of a subscription that never ends: the last second that .NET has a date for.</summary>
    public const long Never = 253_402_300_799;

    /// <summary>Derived from what made it, where that may be repeated; else random. Unique among all subscribers.</summary>
    public required string Id { get; init; }

    /// <summary>The name of what was sold; it decides nothing, <see cref="Shows"/> does.</summary>
    public string? Plan { get; init; }

    public required IReadOnlyList<string> Shows { get; init; }

    public required long ExpiresAt { get; init; }

    /// <summary>The publisher ended it, whatever its time says.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>The payment provider said last that a payment failed.</summary>
    public bool HasFailedPayment { get; init; }

    /// <summary>The payment provider that it is paid with; null for one that the publisher made.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's id of who pays; null when it is not told.</summary>
    public string? Customer { get; init; }

    /// <summary>The newest event of the payment provider that was taken over, in a form that sorts like the events; null before the first.</summary>
    public string? ProviderOrder { get; init; }

    /// <summary>Digest of the request that created it, when that may be repeated; see docs/data-model.md.</summary>
    public string? RequestHash { get; init; }

    public required long CreatedAt { get; init; }

    public AccessState AccessAt(DateTimeOffset now) =>
        IsRevoked ? AccessState.Revoked
        : ExpiresAt <= now.ToUnixTimeSeconds() ? AccessState.Lapsed
        : AccessState.Active;

    public override string ToString() => $"subscription {Id}";
}
