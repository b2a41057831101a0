using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.Functions.Webhooks;

/// <summary>Events in the shape of https://docs.stripe.com/api/events/object, with the fields of a real one that matter and some that do not.</summary>
internal static class StripeEvents
{
    public const string Customer = "cus_Na6dX7aXxi11N4";

    public static string Subscription(
        string type,
        string id,
        DateTimeOffset created,
        DateTimeOffset periodEnd,
        string status = "active",
        string price = "price_gold",
        string? email = "listener@example.com",
        DateTimeOffset? endedAt = null,
        DateTimeOffset? cancelAt = null,
        bool periodOnItem = true,
        DateTimeOffset? periodStart = null,
        string subscriptionId = "sub_1MowQVLkdIwHu7ixeRlqHVzs")
    {
        var item = new JsonObject
        {
            ["id"] = "si_1",
            ["object"] = "subscription_item",
            ["price"] = new JsonObject { ["id"] = price, ["object"] = "price", ["unit_amount"] = 500 },
        };
        var subscription = new JsonObject
        {
            ["id"] = subscriptionId,
            ["object"] = "subscription",
            ["customer"] = Customer,
            ["status"] = status,
            ["cancel_at"] = cancelAt?.ToUnixTimeSeconds(),
            ["ended_at"] = endedAt?.ToUnixTimeSeconds(),
            ["metadata"] = new JsonObject { ["email"] = email },
            ["items"] = new JsonObject { ["object"] = "list", ["data"] = new JsonArray(item) },
        };
        (periodOnItem ? item : subscription)["current_period_end"] = periodEnd.ToUnixTimeSeconds();
        (periodOnItem ? item : subscription)["current_period_start"] = (periodStart ?? periodEnd.AddDays(-30)).ToUnixTimeSeconds();
        return Event("customer.subscription." + type, id, created, subscription, periodOnItem ? "2025-03-31.basil" : "2024-06-20");
    }

    /// <summary>https://docs.stripe.com/api/checkout/sessions/object</summary>
    public static string Checkout(string id, DateTimeOffset created, string email) => Event("checkout.session.completed", id, created, new JsonObject
    {
        ["id"] = "cs_test_a11YYufWQzNY63zpQ6QSNRQhkUpVph4WRmzW0zWJO2znZKdVujZ0N0S22u",
        ["object"] = "checkout.session",
        ["mode"] = "subscription",
        ["payment_status"] = "paid",
        ["customer"] = Customer,
        ["customer_email"] = null,
        ["customer_details"] = new JsonObject { ["email"] = email, ["name"] = "Jenny Rosen", ["tax_exempt"] = "none" },
        ["subscription"] = "sub_1MowQVLkdIwHu7ixeRlqHVzs",
    });

    /// <summary>https://docs.stripe.com/api/customers/object</summary>
    public static string CustomerChanged(string type, string id, DateTimeOffset created, string? email) => Event("customer." + type, id, created, new JsonObject
    {
        ["id"] = Customer,
        ["object"] = "customer",
        ["email"] = email,
        ["name"] = "Jenny Rosen",
        ["metadata"] = new JsonObject(),
    });

    /// <summary>https://docs.stripe.com/api/invoices/object</summary>
    public static string Invoice(string type, string id, DateTimeOffset created, string email) => Event("invoice." + type, id, created, new JsonObject
    {
        ["id"] = "in_1MtHbELkdIwHu7ixl4OzzPMv",
        ["object"] = "invoice",
        ["billing_reason"] = "subscription_create",
        ["customer"] = Customer,
        ["customer_email"] = email,
        ["parent"] = new JsonObject
        {
            ["type"] = "subscription_details",
            ["subscription_details"] = new JsonObject { ["subscription"] = "sub_1MowQVLkdIwHu7ixeRlqHVzs" },
        },
        ["status"] = "paid",
    });

    private static string Event(string type, string id, DateTimeOffset created, JsonObject about, string version = "2025-03-31.basil") => new JsonObject
    {
        ["id"] = id,
        ["object"] = "event",
        ["api_version"] = version,
        ["created"] = created.ToUnixTimeSeconds(),
        ["type"] = type,
        ["data"] = new JsonObject { ["object"] = about },
    }.ToJsonString();
}
