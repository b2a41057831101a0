using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Podcast.Functions.Domain;
using static Podcast.Functions.Webhooks.EventFields;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// Takes the webhooks of whatever else sells subscriptions, signed as the Standard Webhooks
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): <c>webhook-signature</c> is <c>v1,</c> and the base64 of
/// HMAC-SHA256 over the id, the time and the body with dots between them. The events are in docs/publisher-api.md.
/// </summary>
internal sealed class StandardWebhooksScheme : IWebhookScheme
{
    private const string IdHeader = "webhook-id";
    private const string TimeHeader = "webhook-timestamp";
    private const string Version = "v1,";
    private const int MaxLength = 2048;
    private const int MaxSignatures = 8;

    public string SignatureHeader => "webhook-signature";

    public static string Sign(byte[] key, string id, long time, ReadOnlySpan<byte> body) =>
        Version + Convert.ToBase64String(HMACSHA256.HashData(key, SignedContent(id, time, body)));

    public bool IsSigned(WebhookMessage message, IReadOnlyList<string> secrets)
    {
        if (message.FindHeader(SignatureHeader) is not { Length: <= MaxLength } header
            || message.FindHeader(IdHeader) is not { Length: > 0 and <= 255 } id
            || !long.TryParse(message.FindHeader(TimeHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var time)
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
                var expected = Encoding.ASCII.GetBytes(Sign(key, id, time, message.Body.Span));
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
            Id = message.FindHeader(IdHeader)!,
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

    private static byte[] SignedContent(string id, long time, ReadOnlySpan<byte> body) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{time}.")), .. body];
}
