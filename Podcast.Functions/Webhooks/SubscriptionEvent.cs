using System.Globalization;

namespace Podcast.Functions.Webhooks;

/// <summary>What a payment provider says of a subscription at one moment; times are seconds since 1970.</summary>
internal sealed record SubscriptionEvent : ProviderEvent
{
    /// <summary>0 created, 1 updated in any way, 2 deleted: what can only have come later, of two in the same second.</summary>
    public required int Rank { get; init; }

    /// <summary>The provider's id of the subscription.</summary>
    public required string Subscription { get; init; }

    /// <summary>Prices that were bought.</summary>
    public required IReadOnlyList<string> Prices { get; init; }

    /// <summary>When what was paid for ends; access goes on for the provider's grace time. 0 when nothing is paid for any more.</summary>
    public required long PaidUntil { get; init; }

    /// <summary>When access ends at the latest: the subscription was or will be ended then.</summary>
    public long? EndsAt { get; init; }

    /// <summary>What is due was not paid.</summary>
    public bool HasFailedPayment { get; init; }

    /// <summary>
    /// Sorts like the events. Of two with the same time and kind, the one with the later end is the newer, and then the id decides:
    /// so whatever the order in which events arrive, the same one is the last.
    /// </summary>
    public string Order => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt:D11}.{Rank}.{PaidUntil:D11}.{Id}");

    public long ExpiresAt(long graceSeconds)
    {
        var paid = PaidUntil == 0 ? CreatedAt : Math.Min(PaidUntil + graceSeconds, Domain.Subscription.Never);
        return EndsAt is { } end ? Math.Min(end, paid) : paid;
    }
}
