using System.Security.Cryptography;
using System.Text.Json;
using Podcast.Functions.Domain;
using static Podcast.Functions.Webhooks.EventFields;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// Reads Memberful's <c>subscription.*</c> and <c>member_*</c>
/// (https://memberful.com/help/custom-development-and-api/webhook-event-reference/); what was bought is the plan's id. The signature is HMAC-SHA256 of
/// the body in hex (https://memberful.com/help/custom-development-and-api/webhooks/#verify-requests). An event has neither an id nor a time, so the
/// last to arrive is the newest.
/// </summary>
internal sealed class MemberfulScheme : IWebhookScheme
{
    private const string SubscriptionPrefix = "subscription.";

    public string SignatureHeader => "x-memberful-webhook-signature";

    public bool IsSigned(WebhookMessage message, IReadOnlyList<string> secrets) =>
        HexSignature.IsValid(message.FindHeader(SignatureHeader), secrets, key => HMACSHA256.HashData(key, message.Body.Span));

    public ProviderEvent? Read(WebhookMessage message)
    {
        using var document = JsonDocument.Parse(message.Body);
        var root = document.RootElement;
        return Text(root, "event") switch
        {
            var kind when kind.StartsWith(SubscriptionPrefix, StringComparison.Ordinal) => ReadSubscription(message, root.GetProperty("subscription"), kind),
            "member_signup" or "member_updated" when root.GetProperty("member") is var member && Email(FindText(member, "email")) is { } email =>
                new CustomerEvent
                {
                    Id = Digest(message.Body.Span),
                    CreatedAt = message.ReceivedAt.ToUnixTimeSeconds(),
                    Customer = Name(member, "id"),
                    Email = email,
                },
            _ => null,
        };
    }

    // A subscription that is not renewed runs to its end without the grace time; one without an end never ends.
    private static SubscriptionEvent ReadSubscription(WebhookMessage message, JsonElement subscription, string kind)
    {
        var now = message.ReceivedAt.ToUnixTimeSeconds();
        var isRunning = kind is not (SubscriptionPrefix + "deleted" or SubscriptionPrefix + "deactivated") && subscription.GetProperty("active").GetBoolean();
        var expiresAt = Time(subscription, "expires_at");
        var isRenewed = !subscription.TryGetProperty("autorenew", out var renews) || renews.ValueKind != JsonValueKind.False;
        var member = subscription.GetProperty("member");
        return new()
        {
            Id = Digest(message.Body.Span),
            CreatedAt = now,
            Rank = kind == SubscriptionPrefix + "deleted" ? 2 : 1,
            Subscription = Name(subscription, "id"),
            Customer = FindName(member, "id"),
            Prices = [Name(subscription.GetProperty("subscription_plan"), "id")],
            PaidUntil = isRunning ? expiresAt ?? Subscription.Never : 0,
            EndsAt = !isRunning ? now : isRenewed ? null : expiresAt,
            Email = Email(FindText(member, "email")),
        };
    }
}
