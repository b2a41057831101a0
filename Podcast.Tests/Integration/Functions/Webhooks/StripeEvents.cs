using System.Text.Json.Nodes;

namespace Podcast.Tests.Integration.Functions.Webhooks;

/// <summary>Events in the shape of https://docs.stripe.com/api/events/object, with the fields of a real one that matter and some that do not.</summary>
internal static class StripeEvents
{
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
        bool periodOnItem = true)
    {
        var item = new JsonObject
        {
            ["id"] = "si_1",
            ["object"] = "subscription_item",
            ["price"] = new JsonObject { ["id"] = price, ["object"] = "price", ["unit_amount"] = 500 },
        };
        var subscription = new JsonObject
        {
            ["id"] = "sub_1MowQVLkdIwHu7ixeRlqHVzs",
            ["object"] = "subscription",
            ["customer"] = "cus_Na6dX7aXxi11N4",
            ["status"] = status,
            ["cancel_at"] = cancelAt?.ToUnixTimeSeconds(),
            ["ended_at"] = endedAt?.ToUnixTimeSeconds(),
            ["metadata"] = new JsonObject { ["email"] = email },
            ["items"] = new JsonObject { ["object"] = "list", ["data"] = new JsonArray(item) },
        };
        (periodOnItem ? item : subscription)["current_period_end"] = periodEnd.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["id"] = id,
            ["object"] = "event",
            ["api_version"] = periodOnItem ? "2025-03-31.basil" : "2024-06-20",
            ["created"] = created.ToUnixTimeSeconds(),
            ["type"] = "customer.subscription." + type,
            ["data"] = new JsonObject { ["object"] = subscription },
        }.ToJsonString();
    }
}
