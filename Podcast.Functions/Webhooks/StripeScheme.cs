using System.Text.Json;
using static Podcast.Functions.Webhooks.EventFields;

namespace Podcast.Functions.Webhooks;

/// <summary>
/// Reads what Stripe says of subscriptions (<c>customer.subscription.*</c>) and of the people who pay (<c>checkout.session.completed</c>,
/// <c>customer.created</c> and <c>.updated</c>, <c>invoice.*</c>): https://docs.stripe.com/api/events/types. What was paid until when, the subscription
/// alone says; the others tell whose it is, so that it needs no <c>metadata.email</c>.
/// </summary>
internal sealed class StripeScheme : IWebhookScheme
{
    private const string SubscriptionPrefix = "customer.subscription.";

    public string SignatureHeader => StripeSignature.Header;

    public bool IsSigned(WebhookMessage message, IReadOnlyList<string> secrets) =>
        StripeSignature.IsValid(message.FindHeader(SignatureHeader), message.Body.Span, secrets, message.ReceivedAt);

    public ProviderEvent? Read(WebhookMessage message)
    {
        using var document = JsonDocument.Parse(message.Body);
        var root = document.RootElement;
        return Text(root, "type") switch
        {
            SubscriptionPrefix + "created" => ReadSubscription(root, 0),
            SubscriptionPrefix + "deleted" => ReadSubscription(root, 2),
            var type when type.StartsWith(SubscriptionPrefix, StringComparison.Ordinal) => ReadSubscription(root, 1),

            // https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-customer_details-email
            "checkout.session.completed" or "checkout.session.async_payment_succeeded" => ReadCustomer(
                root, session => Name(session, "customer"), session =>
                    (session.TryGetProperty("customer_details", out var details) ? FindText(details, "email") : null) ?? FindText(session, "customer_email")),

            // https://docs.stripe.com/api/customers/object#customer_object-email
            "customer.created" or "customer.updated" => ReadCustomer(root, customer => Name(customer, "id"), customer => FindText(customer, "email")),

            // https://docs.stripe.com/api/invoices/object#invoice_object-customer_email
            var type when type.StartsWith("invoice.", StringComparison.Ordinal) =>
                ReadCustomer(root, invoice => Name(invoice, "customer"), invoice => FindText(invoice, "customer_email")),
            _ => null,
        };
    }

    // All events of a subscription carry it as it was at that moment: .updated, .paused, .resumed and what may be added.
    private static SubscriptionEvent ReadSubscription(JsonElement root, int rank)
    {
        var subscription = root.GetProperty("data").GetProperty("object");
        var createdAt = Time(root, "created") ?? throw new FormatException();
        var items = subscription.GetProperty("items").GetProperty("data").EnumerateArray().ToArray();
        var paidUntil = rank < 2 ? PaidUntil(Text(subscription, "status"), subscription, items) : 0;
        return new()
        {
            Id = Name(root, "id"),
            CreatedAt = createdAt,
            Rank = rank,
            Subscription = Name(subscription, "id"),
            Customer = FindName(subscription, "customer"),
            Prices = [.. items.Select(item => Text(item.GetProperty("price"), "id"))],
            PaidUntil = paidUntil,
            HasFailedPayment = Text(subscription, "status") is "past_due" or "unpaid",
            EndsAt = paidUntil > 0 ? Time(subscription, "cancel_at") : Time(subscription, "ended_at") ?? createdAt,
            Email = subscription.TryGetProperty("metadata", out var metadata) ? Email(FindText(metadata, "email")) : null,
        };
    }

    // https://docs.stripe.com/api/subscriptions/object#subscription_object-status. The period of a subscription that is past due is the one that is
    // not paid for: it begins where the last paid one ended, and the grace time runs from there.
    private static long PaidUntil(string status, JsonElement subscription, JsonElement[] items) => status switch
    {
        "active" or "trialing" => Period(subscription, items, "current_period_end") ?? throw new FormatException(),
        "past_due" => Period(subscription, items, "current_period_start") ?? Period(subscription, items, "current_period_end") ?? throw new FormatException(),
        _ => 0,
    };

    // Since version 2025-03-31 of Stripe's API each item has a period of its own; before, the subscription had one.
    private static long? Period(JsonElement subscription, JsonElement[] items, string name) =>
        Time(subscription, name) ?? items.Select(item => Time(item, name)).Max();

    /// <returns>Null when the event has no address.</returns>
    private static CustomerEvent? ReadCustomer(JsonElement root, Func<JsonElement, string> customer, Func<JsonElement, string?> email) =>
        root.TryGetProperty("data", out var data) && data.GetProperty("object") is var about && Email(email(about)) is { } address
            ? new()
            {
                Id = Name(root, "id"),
                CreatedAt = Time(root, "created") ?? throw new FormatException(),
                Customer = customer(about),
                Email = address,
            }
            : null;
}
