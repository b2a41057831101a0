using System.Security.Cryptography;
using System.Text.Json;
using static Podcast.Functions.Webhooks.EventFields;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// Reads Patreon's <c>members:*</c> (https://docs.patreon.com/#webhooks, https://docs.patreon.com/#member): a member is the subscription, the tiers that the
/// member is entitled to are what was bought. The signature is HMAC-MD5 of the body in hex. An event has neither an id nor a time, so the last to arrive
/// is the newest.
/// </summary>
internal sealed class PatreonScheme : IWebhookScheme
{
    private const string EventHeader = "x-patreon-event";

    /// <summary>For a member without a date of the next charge: a month, and a day for its length.</summary>
    private static readonly TimeSpan Month = TimeSpan.FromDays(32);

    public string SignatureHeader => "x-patreon-signature";

#pragma warning disable CA5351 // Patreon's choice; a keyed MD5 is not broken by collisions.
    public bool IsSigned(WebhookMessage message, IReadOnlyList<string> secrets) =>
        HexSignature.IsValid(message.FindHeader(SignatureHeader), secrets, key => HMACMD5.HashData(key, message.Body.Span));
#pragma warning restore CA5351

    public ProviderEvent? Read(WebhookMessage message)
    {
        var kind = message.FindHeader(EventHeader) ?? "";
        if (!kind.StartsWith("members:", StringComparison.Ordinal))
        {
            return null;
        }

        using var document = JsonDocument.Parse(message.Body);
        var member = document.RootElement.GetProperty("data");
        var attributes = member.GetProperty("attributes");
        var relationships = member.GetProperty("relationships");
        var now = message.ReceivedAt.ToUnixTimeSeconds();
        var isDeleted = kind.EndsWith(":delete", StringComparison.Ordinal);
        var paidUntil = kind == "members:delete" ? 0 : PaidUntil(attributes, isDeleted, now);
        return new SubscriptionEvent
        {
            Id = Digest(message.Body.Span),
            CreatedAt = now,
            Rank = isDeleted ? 2 : 1,
            Subscription = Name(member, "id"),
            Customer = relationships.TryGetProperty("user", out var user) && user.GetProperty("data") is { ValueKind: JsonValueKind.Object } person
                ? Name(person, "id")
                : null,
            Prices = relationships.TryGetProperty("currently_entitled_tiers", out var tiers)
                ? [.. tiers.GetProperty("data").EnumerateArray().Select(tier => Name(tier, "id"))]
                : [],
            PaidUntil = paidUntil,
            HasFailedPayment = FindText(attributes, "patron_status") == "declined_patron" || FindText(attributes, "last_charge_status") == "Declined",
            EndsAt = isDeleted || paidUntil == 0 ? Math.Max(paidUntil, now) : null,
            Email = Email(FindText(attributes, "email")),
        };
    }

    // https://docs.patreon.com/#member: patron_status and last_charge_status. A pledge that was taken back runs to the next charge, which is not made;
    // one whose charge was declined has the grace time from that charge on.
    private static long PaidUntil(JsonElement attributes, bool isDeleted, long now)
    {
        var next = Time(attributes, "next_charge_date");
        return (FindText(attributes, "patron_status"), FindText(attributes, "last_charge_status")) switch
        {
            (_, "Refunded" or "Fraud" or "Deleted") => 0,
            ("declined_patron", _) or (_, "Declined") => Time(attributes, "last_charge_date") ?? now,
            ("active_patron", _) => next ?? now + (long)Month.TotalSeconds,
            _ when isDeleted => next ?? 0,
            _ => 0,
        };
    }
}
