using System.Text.Json;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// Reads <c>customer.subscription.created</c>, <c>.updated</c>, <c>.deleted</c> and their like: https://docs.stripe.com/api/events/types and
/// https://docs.stripe.com/api/subscriptions/object. The subscription's <c>metadata.email</c> is taken for the subscriber's address.
/// </summary>
internal static class StripeEventReader
{
    private const string Prefix = "customer.subscription.";

    // What is paid for, or about to be: https://docs.stripe.com/api/subscriptions/object#subscription_object-status.
    private static readonly string[] Running = ["active", "trialing", "past_due"];

    /// <returns>The event; null when it is of another kind.</returns>
    /// <exception cref="FormatException">It is none of the provider's events; the message quotes nothing of it.</exception>
    public static SubscriptionEvent? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return RankOf(Text(root, "type")) is { } rank ? Read(root, rank) : null;
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new FormatException("The body is not an event of a subscription.");
        }
    }

    private static SubscriptionEvent Read(JsonElement root, int rank)
    {
        var subscription = root.GetProperty("data").GetProperty("object");
        var createdAt = Number(root, "created") ?? throw new FormatException();
        var isRunning = rank < 2 && Running.Contains(Text(subscription, "status"), StringComparer.Ordinal);
        var items = subscription.GetProperty("items").GetProperty("data").EnumerateArray().ToArray();
        var email = subscription.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            ? FindText(metadata, "email")?.Trim()
            : null;
        return new()
        {
            Id = Name(root, "id"),
            CreatedAt = createdAt,
            Rank = rank,
            Subscription = Name(subscription, "id"),
            Prices = [.. items.Select(item => Text(item.GetProperty("price"), "id"))],
            PaidUntil = isRunning ? PeriodEnd(subscription, items) : 0,
            EndsAt = isRunning ? Number(subscription, "cancel_at") : Number(subscription, "ended_at") ?? createdAt,
            Email = email is not null && EmailAddress.IsValid(email) ? email : null,
        };
    }

    // Since version 2025-03-31 of Stripe's API each item has a period of its own; before, the subscription had one.
    private static long PeriodEnd(JsonElement subscription, JsonElement[] items) =>
        Number(subscription, "current_period_end")
        ?? items.Select(item => Number(item, "current_period_end")).Max()
        ?? throw new FormatException();

    // All of them carry the subscription as it was at that moment: .updated, .paused, .resumed and what may be added.
    private static int? RankOf(string type) => type switch
    {
        Prefix + "created" => 0,
        Prefix + "deleted" => 2,
        _ => type.StartsWith(Prefix, StringComparison.Ordinal) ? 1 : null,
    };

    private static string Text(JsonElement parent, string name) => FindText(parent, name) ?? throw new FormatException();

    private static string Name(JsonElement parent, string name) =>
        Text(parent, name) is { Length: > 0 and <= 255 } text && text.All(character => character is > ' ' and < '\x7f') ? text : throw new FormatException();

    private static string? FindText(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Not after the year 3000, so that no sum of two overflows.
    private static long? Number(JsonElement parent, string name) =>
        !parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.GetInt64() is >= 0 and < 32_503_680_000 and var number ? number
        : throw new FormatException();
}
