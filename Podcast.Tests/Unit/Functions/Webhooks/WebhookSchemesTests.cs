using System.Text;
using Podcast.Functions.Domain;
using Podcast.Functions.Webhooks;

namespace Podcast.Tests.Unit.Functions.Webhooks;

/// <summary>What the payment providers' pages leave open or forbid: fields that are missing, null, of another type or out of any range.</summary>
public sealed class WebhookSchemesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    // rank, subscription, customer, prices, paid until, ends at, failed payment, e-mail address
    [Theory]
    [InlineData("""{ "status": "active", "current_period_end": 7, "customer": "cus", "metadata": { "email": " a@b.de " } }""", "customer.subscription.updated", "1 sub cus p1,p2 7 - False a@b.de")]
    [InlineData("""{ "status": "trialing", "current_period_end": 7, "cancel_at": 5, "metadata": { "email": "none" } }""", "customer.subscription.created", "0 sub - p1,p2 7 5 False -")]
    [InlineData("""{ "status": "past_due", "current_period_start": 6, "current_period_end": 7, "metadata": {} }""", "customer.subscription.paused", "1 sub - p1,p2 6 - True -")]
    [InlineData("""{ "status": "past_due", "current_period_end": 7, "customer": null }""", "customer.subscription.updated", "1 sub - p1,p2 7 - True -")]
    [InlineData("""{ "status": "active" }""", "customer.subscription.updated", "1 sub - p1,p2 9 - False -")]
    [InlineData("""{ "status": "unpaid", "ended_at": 8, "customer": 12 }""", "customer.subscription.updated", "1 sub 12 p1,p2 0 8 True -")]
    [InlineData("""{ "status": "canceled", "cancel_at": 5 }""", "customer.subscription.updated", "1 sub - p1,p2 0 4 False -")]
    [InlineData("""{ "status": "active", "current_period_end": 7 }""", "customer.subscription.deleted", "2 sub - p1,p2 0 4 False -")]
    public void Read_SubscriptionOfStripe_IsWhatItSays(string fields, string type, string expected)
    {
        var subscription = $$"""
            { "id": "sub", "items": { "data": [{ "price": { "id": "p1" }, "current_period_end": 9 }, { "price": { "id": "p2" }, "current_period_end": 8 }] }, {{fields.Trim()[1..]}}
            """;
        Assert.Equal(expected, Read("stripe", $$"""{ "id": "evt", "type": "{{type}}", "created": 4, "data": { "object": {{subscription}} } }"""));
    }

    [Theory]
    [InlineData("checkout.session.completed", """{ "customer": "cus", "customer_details": { "email": "a@b.de" }, "customer_email": "x@y.de" }""", "cus a@b.de")]
    [InlineData("checkout.session.completed", """{ "customer": "cus", "customer_details": { "email": null }, "customer_email": "x@y.de" }""", "cus x@y.de")]
    [InlineData("checkout.session.async_payment_succeeded", """{ "customer": "cus", "customer_email": "x@y.de" }""", "cus x@y.de")]
    [InlineData("customer.created", """{ "id": "cus", "email": "a@b.de" }""", "cus a@b.de")]
    [InlineData("customer.updated", """{ "id": "cus", "email": null }""", null)]
    [InlineData("customer.updated", """{ "id": "cus", "email": "nobody" }""", null)]
    [InlineData("invoice.paid", """{ "customer": "cus", "customer_email": "a@b.de" }""", "cus a@b.de")]
    [InlineData("invoice.paid", """{ "customer": "cus" }""", null)]
    [InlineData("charge.refunded", """{ "customer": "cus" }""", null)]
    [InlineData("customer.deleted", """{ "id": "cus", "email": "a@b.de" }""", null)]
    public void Read_CustomerOfStripe_IsTakenWithAnAddressOnly(string type, string about, string? expected) =>
        Assert.Equal(expected, Read("stripe", $$"""{ "id": "evt", "type": "{{type}}", "created": 4, "data": { "object": {{about}} } }"""));

    [Theory]
    [InlineData("members:create", "active_patron", null, "\"2027-02-01T00:00:00Z\"", "1 m u t1,t2 1801440000 - False a@b.de")]
    [InlineData("members:update", "active_patron", "Paid", "null", "1 m u t1,t2 1802764800 - False a@b.de")]
    [InlineData("members:update", "active_patron", "Declined", "null", "1 m u t1,t2 1800000000 - True a@b.de")]
    [InlineData("members:update", "declined_patron", null, "\"2027-02-01T00:00:00Z\"", "1 m u t1,t2 1800000000 - True a@b.de")]
    [InlineData("members:update", "active_patron", "Fraud", "\"2027-02-01T00:00:00Z\"", "1 m u t1,t2 0 1800000000 False a@b.de")]
    [InlineData("members:update", "active_patron", "Deleted", "null", "1 m u t1,t2 0 1800000000 False a@b.de")]
    [InlineData("members:update", "former_patron", "Paid", "\"2027-02-01T00:00:00Z\"", "1 m u t1,t2 0 1800000000 False a@b.de")]
    [InlineData("members:pledge:delete", "former_patron", "Paid", "\"2027-02-01T00:00:00Z\"", "2 m u t1,t2 1801440000 1801440000 False a@b.de")]
    [InlineData("members:pledge:delete", "former_patron", "Paid", "null", "2 m u t1,t2 0 1800000000 False a@b.de")]
    [InlineData("members:pledge:delete", "active_patron", "Paid", "\"2020-01-01\"", "2 m u t1,t2 1577836800 1800000000 False a@b.de")]
    [InlineData("members:delete", "active_patron", "Paid", "\"2027-02-01T00:00:00Z\"", "2 m u t1,t2 0 1800000000 False a@b.de")]
    [InlineData("posts:publish", "active_patron", "Paid", "null", null)]
    [InlineData(null, "active_patron", "Paid", "null", null)]
    public void Read_MemberOfPatreon_IsWhatItSays(string? kind, string status, string? charge, string next, string? expected)
    {
        var last = charge is null ? "null" : $"\"{charge}\"";
        Assert.Equal(expected, Read("patreon", $$"""
            { "data": { "id": "m",
                "attributes": { "email": "a@b.de", "patron_status": "{{status}}", "last_charge_status": {{last}}, "next_charge_date": {{next}} },
                "relationships": { "user": { "data": { "id": "u" } }, "currently_entitled_tiers": { "data": [{ "id": "t1" }, { "id": "t2" }] } } } }
            """, kind is null ? null : ("x-patreon-event", kind)));
    }

    [Fact]
    public void Read_MemberOfPatreonWithoutTiersAndPerson_HasNone()
    {
        Assert.Equal("1 m -  0 1800000000 False -", Read("patreon", """{ "data": { "id": "m", "attributes": {}, "relationships": {} } }""", ("x-patreon-event", "members:update")));
        Assert.Equal(
            "1 m -  0 1800000000 False -",
            Read("patreon", """{ "data": { "id": "m", "attributes": { "email": 1 }, "relationships": { "user": { "data": null } } } }""", ("x-patreon-event", "members:update")));
    }

    [Theory]
    [InlineData("subscription.created", """ "active": true, "expires_at": 1900000000, "autorenew": true """, "1 7 17 3 1900000000 - False a@b.de")]
    [InlineData("subscription.renewed", """ "active": true, "expires_at": null """, "1 7 17 3 253402300799 - False a@b.de")]
    [InlineData("subscription.updated", """ "active": true, "expires_at": 1900000000, "autorenew": false """, "1 7 17 3 1900000000 1900000000 False a@b.de")]
    [InlineData("subscription.updated", """ "active": false, "expires_at": 1900000000 """, "1 7 17 3 0 1800000000 False a@b.de")]
    [InlineData("subscription.deactivated", """ "active": true """, "1 7 17 3 0 1800000000 False a@b.de")]
    [InlineData("subscription.deleted", """ "active": true """, "2 7 17 3 0 1800000000 False a@b.de")]
    public void Read_SubscriptionOfMemberful_IsWhatItSays(string kind, string fields, string expected) => Assert.Equal(
        expected,
        Read("memberful", $$"""{ "event": "{{kind}}", "subscription": { "id": 7, "member": { "id": 17, "email": "a@b.de" }, "subscription_plan": { "id": 3 }, {{fields}} } }"""));

    [Theory]
    [InlineData("""{ "event": "member_signup", "member": { "id": 17, "email": "a@b.de" } }""", "17 a@b.de")]
    [InlineData("""{ "event": "member_updated", "member": { "id": 17, "email": "" } }""", null)]
    [InlineData("""{ "event": "order.completed", "order": {} }""", null)]
    public void Read_MemberOfMemberful_IsTakenWithAnAddressOnly(string body, string? expected) => Assert.Equal(expected, Read("memberful", body));

    [Theory]
    [InlineData("subscription.created", """ "paidUntil": 1900000000, "customer": "c", "email": "a@b.de" """, "0 s c gold 1900000000 - False a@b.de")]
    [InlineData("subscription.updated", """ "endsAt": "2027-02-01T00:00:00Z" """, "1 s - gold 253402300799 1801440000 False -")]
    [InlineData("subscription.ended", """ "paidUntil": 1900000000 """, "2 s - gold 0 1790000000 False -")]
    [InlineData("subscription.ended", """ "endsAt": 1780000000 """, "2 s - gold 0 1780000000 False -")]
    [InlineData("invoice.sent", "\"customer\": \"c\"", null)]
    public void Read_EventOfAnyShop_IsWhatItSays(string type, string fields, string? expected) => Assert.Equal(
        expected,
        Read(
            "standard-webhooks", $$"""{ "type": "{{type}}", "timestamp": 1790000000, "data": { "subscription": "s", "prices": ["gold"], {{fields}} } }""", ("webhook-id", "msg")));

    [Theory]
    [InlineData("stripe", "")]
    [InlineData("stripe", "[]")]
    [InlineData("stripe", "{}")]
    [InlineData("stripe", """{ "type": 1 }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": 4, "data": {} }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": null, "data": { "object": {} } }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": 4, "data": { "object": { "id": "sub", "status": "active", "items": { "data": [] } } } }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": 4, "data": { "object": { "id": "sub", "status": "past_due", "items": { "data": [] } } } }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": -1, "data": { "object": { "id": "sub", "status": "canceled", "items": { "data": [] } } } }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": 32503680000, "data": { "object": { "id": "sub", "status": "canceled", "items": { "data": [] } } } }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": 4, "data": { "object": { "id": "s b", "status": "canceled", "items": { "data": [] } } } }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": 4, "data": { "object": { "id": "", "status": "canceled", "items": { "data": [] } } } }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": 4, "data": { "object": { "id": 1.5, "status": "canceled", "items": { "data": [] } } } }""")]
    [InlineData("stripe", """{ "type": "customer.subscription.updated", "id": "evt", "created": 4, "data": { "object": { "id": true, "status": "canceled", "items": { "data": [] } } } }""")]
    [InlineData("stripe", """{ "type": "customer.created", "id": "evt", "data": { "object": { "id": "cus", "email": "a@b.de" } } }""")]
    [InlineData("stripe", """{ "type": "customer.created", "id": "evt", "created": 4, "data": { "object": { "email": "a@b.de" } } }""")]
    [InlineData("memberful", """{ "event": "subscription.updated", "subscription": { "active": "yes", "member": {} } }""")]
    [InlineData("memberful", """{ "event": "subscription.updated" }""")]
    [InlineData("memberful", """{ "event": "member_signup" }""")]
    [InlineData("memberful", """{ "event": "member_signup", "member": { "email": "a@b.de" } }""")]
    [InlineData("patreon", """{ "data": [] }""")]
    [InlineData("patreon", """{ "data": { "id": "m", "attributes": { "next_charge_date": "soon" }, "relationships": {} } }""")]
    [InlineData("standard-webhooks", """{ "type": "subscription.created", "timestamp": "2027-01-01", "data": { "subscription": "s", "prices": [null] } }""")]
    [InlineData("standard-webhooks", """{ "type": "subscription.created", "data": { "subscription": "s", "prices": [] } }""")]
    [InlineData("standard-webhooks", """{ "type": "subscription.created", "timestamp": "2027-01-01" }""")]
    [InlineData("standard-webhooks", "{")]
    public void Read_WhatMakesNoSense_IsRefusedWithoutAWordOfIt(string scheme, string body)
    {
        var refused = Assert.Throws<FormatException>(() => Read(scheme, body, ("x-patreon-event", "members:update")));
        Assert.DoesNotContain("a@b.de", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("webhook-signature", null)]
    [InlineData("webhook-id", null)]
    [InlineData("webhook-id", "")]
    [InlineData("webhook-timestamp", "now")]
    [InlineData("webhook-timestamp", "1800000301")]
    [InlineData("webhook-timestamp", "1799999699")]
    public void IsSigned_HeaderOfAnotherForm_IsFalse(string name, string? value)
    {
        const string secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
        var headers = new Dictionary<string, string?>
        {
            ["webhook-id"] = "msg",
            ["webhook-timestamp"] = "1800000000",
            ["webhook-signature"] = WebhookSignature.Sign([.. Enumerable.Range(1, 32).Select(i => (byte)i)], "msg", 1_800_000_000, "{}"u8),
        };
        var scheme = SchemeOf("standard-webhooks");
        Assert.True(scheme.IsSigned(new(headers.GetValueOrDefault, "{}"u8.ToArray(), Now), ["no secret", secret]));
        Assert.False(scheme.IsSigned(new(headers.GetValueOrDefault, "{}"u8.ToArray(), Now), ["no secret"]));
        headers[name] = value;
        Assert.False(scheme.IsSigned(new(headers.GetValueOrDefault, "{}"u8.ToArray(), Now), [secret]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0g")]
    [InlineData("00")]
    public void IsSigned_HexOfAnotherForm_IsFalse(string signature) =>
        Assert.False(SchemeOf("patreon").IsSigned(new(_ => signature, "{}"u8.ToArray(), Now), ["secret"]));

    private static IWebhookScheme SchemeOf(string name) => WebhookSchemes.Of(Enum.Parse<WebhookScheme>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true));

    private static string? Read(string scheme, string body, (string Name, string Value)? header = null) =>
        WebhookSchemes.Read(
            SchemeOf(scheme),
            new(name => name == header?.Name ? header?.Value : null, Encoding.UTF8.GetBytes(body), Now)) switch
        {
            null => null,
            CustomerEvent customer => $"{customer.Customer} {customer.Email}",
            SubscriptionEvent told =>
                $"{told.Rank} {told.Subscription} {told.Customer ?? "-"} {string.Join(',', told.Prices)} {told.PaidUntil} {(told.EndsAt is { } end ? $"{end}" : "-")} {told.HasFailedPayment} {told.Email ?? "-"}",
            var other => other.ToString(),
        };
}
