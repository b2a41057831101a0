using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Podcast.Functions.Domain;
using static Podcast.Functions.Webhooks.EventFields;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// Takes the webhooks of whatever else sells subscriptions, signed as the Standard Webhooks say,
/// <see cref="WebhookSignature"/>. The events are in docs/publisher-api.md.
/// </summary>
internal sealed class StandardWebhooksScheme : IWebhookScheme
{
    private const int MaxLength = 2048;
    private const int MaxSignatures = 8;

    public string SignatureHeader => WebhookSignature.Header;

    public bool IsSigned(WebhookMessage message, IReadOnlyList<string> secrets)
    {
        if (message.FindHeader(SignatureHeader) is not { Length: <= MaxLength } header
            || message.FindHeader(WebhookSignature.IdHeader) is not { Length: > 0 and <= 255 } id
            || !long.TryParse(message.FindHeader(WebhookSignature.TimeHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            || Math.Abs(message.ReceivedAt.ToUnixTimeSeconds() - time) > StripeSignature.Tolerance.TotalSeconds)
        {
            return false;
        }

        var signatures = header.Split(' ').Take(MaxSignatures).Select(Encoding.ASCII.GetBytes).ToArray();
        var valid = false;
        foreach (var secret in secrets)
        {
            if (WebhookSecret.TryRead(secret, out var key))
            {
                var expected = Encoding.ASCII.GetBytes(WebhookSignature.Sign(key, id, time, message.Body.Span));
                foreach (var signature in signatures)
                {
                    valid |= CryptographicOperations.FixedTimeEquals(expected, signature);
                }
            }
        }

        return valid;
    }

    public ProviderEvent? Read(WebhookMessage message)
    {
        using var document = JsonDocument.Parse(message.Body);
        var root = document.RootElement;
        var rank = Text(root, "type") switch
        {
            "subscription.created" => 0,
            "subscription.updated" => 1,
            "subscription.ended" => 2,
            _ => -1,
        };
        if (rank < 0)
        {
            return null;
        }

        var data = root.GetProperty("data");
        var createdAt = Time(root, "timestamp") ?? throw new FormatException();
        var paidUntil = rank == 2 ? 0 : Time(data, "paidUntil") ?? Subscription.Never;
        return new SubscriptionEvent
        {
            Id = message.FindHeader(WebhookSignature.IdHeader)!,
            CreatedAt = createdAt,
            Rank = rank,
            Subscription = Name(data, "subscription"),
            Customer = FindName(data, "customer"),
            Prices = [.. data.GetProperty("prices").EnumerateArray().Select(price => price.GetString() ?? throw new FormatException())],
            PaidUntil = paidUntil,
            EndsAt = Time(data, "endsAt") ?? (rank == 2 ? createdAt : null),
            Email = Email(FindText(data, "email")),
        };
    }
}
