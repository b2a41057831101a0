using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Subscriptions;

/// <summary>The validated fields of a new subscription and of the subscriber who gets it.</summary>
/// <param name="Email">Null when it is not known.</param>
/// <param name="Plan">Null when there is none.</param>
/// <param name="Shows">Ids of shows, each once.</param>
/// <param name="ExpiresAt">Seconds since 1970; <see cref="Subscription.Never"/> for none.</param>
internal sealed record SubscriberDraft(string? Email, string? Plan, IReadOnlyList<string> Shows, long ExpiresAt)
{
    /// <summary>What a former system called the subscriber; null when there was none.</summary>
    public string? FormerId { get; init; }

    /// <summary>Null when the publisher makes it.</summary>
    public ProviderOrigin? Provider { get; init; }

    /// <summary>The subscriber who gets it when no address is known; null for a new one.</summary>
    public string? KnownSubscriber { get; init; }

    /// <summary>The publisher ended it where it comes from.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>The same for two requests with the same content; the order of shows and the form of the JSON do not matter.</summary>
    public string Hash
    {
        get
        {
            // None of the parts has a line break in it.
            var text = string.Join(
                '\n',
                [
                    Email, Plan, ExpiresAt.ToString(CultureInfo.InvariantCulture), .. Shows.Order(StringComparer.Ordinal),
                    .. (string[])(FormerId is null ? [] : ["former " + FormerId]),
                    .. (string[])(IsRevoked ? ["revoked"] : []),
                ]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
    }

    /// <param name="id">The subscription's id.</param>
    /// <param name="now">Seconds since 1970.</param>
    public Subscription ToSubscription(string id, long now) => new()
    {
        Id = id,
        Plan = Plan,
        Shows = Shows,
        ExpiresAt = ExpiresAt,
        IsRevoked = IsRevoked,
        Provider = Provider?.Name,
        Customer = Provider?.Customer,
        ProviderOrder = Provider?.Order,
        CreatedAt = now,
    };

    /// <summary>The subscription as the draft describes it; whether it is revoked is left to the caller.</summary>
    public Subscription ApplyTo(Subscription subscription) => subscription with { Plan = Plan, Shows = Shows, ExpiresAt = ExpiresAt };

    /// <summary>The subscriber with what the draft says about the person besides the address. What it does not say stays.</summary>
    public Subscriber ApplyTo(Subscriber subscriber) => subscriber with { FormerId = FormerId ?? subscriber.FormerId };

    /// <summary>The subscriber in its first version, called like its first subscription.</summary>
    /// <param name="first">The subscription.</param>
    /// <param name="token">The subscriber's token.</param>
    /// <param name="now">Seconds since 1970.</param>
    public Subscriber ToSubscriber(Subscription first, SubscriberToken token, long now) => new()
    {
        Id = first.Id,
        Email = Email,
        FormerId = FormerId,
        Subscriptions = [first],
        KeyId = token.KeyId,
        TokenId = token.Id,
        TokenHash = token.Hash,
        Version = 1,
        CreatedAt = now,
        UpdatedAt = now,
    };

    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(SubscriberDraft);
}
