using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;
using Podcast.Functions.Webhooks;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.Webhooks;

public sealed class WebhooksFunctionTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private const string Secret = "whsec_a_secret_of_this_test";
    private const int GraceSeconds = 3600;

    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset PeriodEnd = Now.AddDays(30);

    private readonly FakeTimeProvider _time = new(Now);
    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        _system.Time = _time;
        await _system.CreateShowAsync("news");
        await _system.CreateShowAsync("sport");
        Assert.Equal(201, (await PutProviderAsync([Secret])).Status);
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Created_OfAKnownPrice_MakesASubscriberUntilThePaidEndAndTheGrace(bool periodOnItem)
    {
        Assert.Equal("created", await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd, periodOnItem: periodOnItem)));
        var subscriber = await FindAsync();
        Assert.Equal("active", (string?)subscriber["status"]);
        Assert.Equal("gold", (string?)subscriber["plan"]);
        Assert.Equal("""["news","sport"]""", subscriber["shows"]!.ToJsonString());
        Assert.Equal(PeriodEnd.AddSeconds(GraceSeconds), (DateTimeOffset)subscriber["expiresAt"]!);
        Assert.Equal(200, (await _system.CallAsync("GET", $"/subscribers/{subscriber["id"]}/feeds")).Status);
        Assert.DoesNotContain(_system.Logs.Lines, line => line.Contains("example.com", StringComparison.Ordinal) || line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Event_SentTwice_ChangesNothing()
    {
        var created = StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd);
        await SendAsync(created);
        var before = await FindAsync();
        Assert.Equal("not-newer", await SendAsync(created));
        Assert.True(JsonNode.DeepEquals(before, await FindAsync()));
    }

    [Fact]
    public async Task Updated_ToAnotherPrice_ChangesPlanAndShows()
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd));
        Assert.Equal("changed", await SendAsync(StripeEvents.Subscription("updated", "evt_2", Now.AddHours(1), PeriodEnd, price: "price_basic")));
        var subscriber = await FindAsync();
        Assert.Equal("basic", (string?)subscriber["plan"]);
        Assert.Equal("""["news"]""", subscriber["shows"]!.ToJsonString());
    }

    [Theory]
    [InlineData("deleted", "canceled")]
    [InlineData("updated", "unpaid")]
    [InlineData("updated", "paused")]
    [InlineData("paused", "paused")]
    [InlineData("updated", "canceled")]
    [InlineData("updated", "incomplete_expired")]
    public async Task Ended_Subscription_EndsAccessAtOnce(string type, string status)
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now.AddDays(-1), PeriodEnd));
        await SendAsync(StripeEvents.Subscription(type, "evt_2", Now, PeriodEnd, status, endedAt: Now.AddMinutes(-1)));
        var subscriber = await FindAsync();
        Assert.Equal("lapsed", (string?)subscriber["status"]);
        Assert.Equal(Now.AddMinutes(-1), (DateTimeOffset)subscriber["expiresAt"]!);
    }

    [Fact]
    public async Task Cancelled_ForLater_RunsUntilThenWithoutGrace()
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd, cancelAt: PeriodEnd));
        Assert.Equal(PeriodEnd, (DateTimeOffset)(await FindAsync())["expiresAt"]!);
    }

    [Fact]
    public async Task Event_WithUnknownPrice_GrantsNothing()
    {
        Assert.Equal("no-plan", await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd, price: "price_other")));
        await SendAsync(StripeEvents.Subscription("updated", "evt_2", Now, PeriodEnd));
        Assert.Equal("changed", await SendAsync(StripeEvents.Subscription("updated", "evt_3", Now.AddSeconds(1), PeriodEnd, price: "price_other")));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("lapsed", (string?)(await FindAsync())["status"]);
    }

    [Fact]
    public async Task Revoked_ByThePublisher_StaysSo()
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd));
        await _system.CallAsync("POST", $"/subscribers/{(await FindAsync())["id"]}/revoke");
        await SendAsync(StripeEvents.Subscription("updated", "evt_2", Now.AddDays(1), PeriodEnd.AddDays(30)));
        var subscriber = await FindAsync();
        Assert.Equal("revoked", (string?)subscriber["status"]);
        Assert.Equal(PeriodEnd.AddDays(30).AddSeconds(GraceSeconds), (DateTimeOffset)subscriber["expiresAt"]!);
    }

    [Fact]
    public async Task Deleted_ByThePublisher_IsNotBroughtBack()
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd));
        await _system.CallAsync(
            "DELETE", $"/subscribers/{(await FindAsync())["id"]}", headers: new Dictionary<string, string> { ["if-match"] = "*" });
        Assert.Equal("deleted", await SendAsync(StripeEvents.Subscription("updated", "evt_2", Now.AddDays(1), PeriodEnd)));
        Assert.Empty((await SearchAsync())["items"]!.AsArray());
    }

    [Fact]
    public async Task Events_InAnyOrderAndRepeated_LeadToTheSameSubscriber()
    {
        string[] events =
        [
            StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd, "incomplete"),
            StripeEvents.Subscription("updated", "evt_2", Now, PeriodEnd),
            StripeEvents.Subscription("updated", "evt_3", Now, PeriodEnd.AddDays(1), price: "price_basic"),
            StripeEvents.Subscription("updated", "evt_4", Now.AddSeconds(5), PeriodEnd.AddDays(2), "past_due"),
            StripeEvents.Subscription("deleted", "evt_5", Now.AddSeconds(5), PeriodEnd.AddDays(2), "canceled", endedAt: Now.AddSeconds(4)),
            StripeEvents.Subscription("updated", "evt_6", Now.AddSeconds(9), PeriodEnd.AddDays(3), email: "new@example.com"),
        ];
        await Gen.Int[0, events.Length - 1].Array[0, 6].SelectMany(extra => Gen.Shuffle(Enumerable.Range(0, events.Length).Concat(extra).ToArray())).SampleAsync(
            async order =>
            {
                using var system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
                system.Time = _time;
                await CreateProviderAsync(system);
                foreach (var index in order)
                {
                    await SendAsync(system, events[index]);
                }

                var found = Assert.Single((await system.CallAsync("POST", "/subscribers/search", new { email = "new@example.com" })).Body["items"]!.AsArray());
                return (DateTimeOffset)found!["expiresAt"]! == PeriodEnd.AddDays(3).AddSeconds(GraceSeconds) && (string?)found["plan"] == "gold";
            },
            iter: 12,
            threads: 2);
    }

    [Fact]
    public async Task Events_OfWhichTheNewestBuysNothing_GrantNothingInAnyOrder()
    {
        string[] events =
        [
            StripeEvents.Subscription("created", "evt_1", Now.AddSeconds(-9), PeriodEnd),
            StripeEvents.Subscription("updated", "evt_2", Now.AddSeconds(-8), PeriodEnd, price: "price_other"),
            StripeEvents.Subscription("updated", "evt_3", Now.AddSeconds(-7), PeriodEnd, price: "price_basic"),
            StripeEvents.Subscription("updated", "evt_4", Now.AddSeconds(-6), PeriodEnd, price: "price_other"),
        ];
        await Gen.Shuffle(Enumerable.Range(0, events.Length).ToArray()).SampleAsync(
            async order =>
            {
                using var system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
                system.Time = _time;
                await CreateProviderAsync(system);
                foreach (var index in order)
                {
                    await SendAsync(system, events[index]);
                }

                var found = (await system.CallAsync("POST", "/subscribers/search", new { email = "listener@example.com" })).Body["items"]!.AsArray();
                Assert.All(found, subscriber => Assert.Equal("lapsed", (string?)subscriber!["status"]));

                // The next that is paid for opens again.
                await SendAsync(system, StripeEvents.Subscription("updated", "evt_5", Now, PeriodEnd));
                found = (await system.CallAsync("POST", "/subscribers/search", new { email = "listener@example.com" })).Body["items"]!.AsArray();
                return (string?)Assert.Single(found)!["status"] == "active";
            },
            iter: 8,
            threads: 2);
    }

    [Fact]
    public async Task Subscribed_AgainAfterTheEnd_HearsTheSameFeed()
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now.AddDays(-40), PeriodEnd));
        await SendAsync(StripeEvents.Subscription("deleted", "evt_2", Now.AddDays(-2), PeriodEnd, "canceled", endedAt: Now.AddDays(-2)));
        var ended = await FindAsync();
        Assert.Equal("lapsed", (string?)ended["status"]);
        Assert.Equal("added", await SendAsync(
            StripeEvents.Subscription("created", "evt_3", Now, PeriodEnd, email: " Listener@example.com", subscriptionId: "sub_2")));
        var again = await FindAsync();
        Assert.Equal((string?)ended["id"], (string?)again["id"]);
        Assert.Equal("active", (string?)again["status"]);
        Assert.Equal(["stripe", "stripe"], again["subscriptions"]!.AsArray().Select(each => (string?)each!["provider"]));

        // An event of the first one changes the first one only.
        await SendAsync(StripeEvents.Subscription("updated", "evt_4", Now, PeriodEnd, "canceled", endedAt: Now.AddDays(-2)));
        Assert.Equal("active", (string?)(await FindAsync())["status"]);
    }

    [Fact]
    public async Task PastDue_Subscription_HasTheGraceTimeFromWhereThePaidPeriodEnded()
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now.AddDays(-30), Now));
        await SendAsync(StripeEvents.Subscription("updated", "evt_2", Now.AddMinutes(1), PeriodEnd, "past_due", periodStart: Now));
        Assert.Equal(Now.AddSeconds(GraceSeconds), (DateTimeOffset)(await FindAsync())["expiresAt"]!);
        await SendAsync(StripeEvents.Subscription("updated", "evt_3", Now.AddMinutes(2), PeriodEnd, periodStart: Now));
        Assert.Equal(PeriodEnd.AddSeconds(GraceSeconds), (DateTimeOffset)(await FindAsync())["expiresAt"]!);
    }

    [Theory]
    [InlineData("past_due", "payment-failed")]
    [InlineData("canceled", "lapsed")]
    public async Task Ended_Subscription_SaysWhetherAPaymentFailed(string status, string reason)
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now.AddDays(-30), Now));
        await SendAsync(StripeEvents.Subscription("updated", "evt_2", Now.AddMinutes(1), PeriodEnd, status, periodStart: Now));
        _time.Advance(TimeSpan.FromSeconds(GraceSeconds + 1));
        var found = await FindAsync();
        Assert.Equal("lapsed", (string?)found["status"]);
        var subscriber = (await _system.Subscribers.FindAsync((string)found["id"]!, TestContext.Current.CancellationToken))!;
        Assert.Equal(reason, EndedNotice.For(subscriber.ReasonAt(_time.GetUtcNow()), "en").Reason);
        Assert.Equal(reason == "lapsed" ? "l" : "p", StoreProjection.Of(subscriber, _time.GetUtcNow())[subscriber.TokenHash]);
    }

    [Fact]
    public async Task Address_ToldByOtherEventsOnly_IsTheSubscribersInAnyOrder()
    {
        string[] events =
        [
            StripeEvents.CustomerChanged("created", "evt_1", Now.AddSeconds(-9), null),
            StripeEvents.Subscription("created", "evt_2", Now.AddSeconds(-8), PeriodEnd, "incomplete", email: null),
            StripeEvents.Subscription("updated", "evt_3", Now.AddSeconds(-7), PeriodEnd, email: null),
            StripeEvents.Invoice("paid", "evt_4", Now.AddSeconds(-6), "former@example.com"),
            StripeEvents.Checkout("evt_5", Now.AddSeconds(-5), "listener@example.com"),
        ];
        await Gen.Shuffle(Enumerable.Range(0, events.Length).Append(4).ToArray()).SampleAsync(
            async order =>
            {
                using var system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
                system.Time = _time;
                await CreateProviderAsync(system);
                foreach (var index in order)
                {
                    await SendAsync(system, events[index]);
                }

                var found = Assert.Single((await system.CallAsync("POST", "/subscribers/search", new { email = "listener@example.com" })).Body["items"]!.AsArray());
                return (string?)found!["status"] == "active";
            },
            iter: 8,
            threads: 2);
    }

    [Fact]
    public async Task Address_NeverTold_IsFoundByTheCustomer()
    {
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd, email: null));
        await SendAsync(StripeEvents.Subscription("created", "evt_2", Now, PeriodEnd, email: null, subscriptionId: "sub_2"));
        var (_, page, _) = await _system.CallAsync("POST", "/subscribers/search", new { provider = "stripe", customer = StripeEvents.Customer });
        var found = Assert.Single(page["items"]!.AsArray())!;
        Assert.Null(found["email"]);
        Assert.Equal(2, found["subscriptions"]!.AsArray().Count);
        Assert.Equal(400, (await _system.CallAsync("POST", "/subscribers/search", new { email = "a@example.com", customer = "cus_1" })).Status);
        Assert.Empty((await _system.CallAsync("POST", "/subscribers/search", new { provider = "stripe", customer = "cus_1" })).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task Address_OfSomebodyWhoHasAFeed_GivesTheSubscriptionToThatFeed()
    {
        var (_, listener, _) = await _system.CallAsync(
            "POST", "/subscribers", new { email = "listener@example.com", shows = new[] { "news" }, expiresAt = Now.AddDays(-1) });
        await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd, email: null));
        Assert.Equal("customer", await SendAsync(StripeEvents.Checkout("evt_2", Now, "listener@example.com")));
        var found = await FindAsync();
        Assert.Equal((string?)listener["id"], (string?)found["id"]);
        Assert.Equal("active", (string?)found["status"]);

        // Later events find the subscription there; a new address of the customer becomes the subscriber's, unless somebody else has it.
        Assert.Equal("changed", await SendAsync(StripeEvents.Subscription("updated", "evt_3", Now.AddSeconds(5), PeriodEnd.AddDays(1), email: null)));
        await SendAsync(StripeEvents.CustomerChanged("updated", "evt_4", Now.AddSeconds(6), "moved@example.com"));
        var (_, moved, _) = await _system.CallAsync("GET", $"/subscribers/{listener["id"]}");
        Assert.Equal("moved@example.com", (string?)moved["email"]);
        await _system.CallAsync("POST", "/subscribers", new { email = "other@example.com", shows = new[] { "news" }, neverEnds = true });
        await SendAsync(StripeEvents.CustomerChanged("updated", "evt_5", Now.AddSeconds(7), "other@example.com"));
        Assert.Equal("moved@example.com", (string?)(await _system.CallAsync("GET", $"/subscribers/{listener["id"]}")).Body["email"]);

        // Nothing of the person stays.
        Assert.Equal(204, (await _system.CallAsync("DELETE", $"/subscribers/{listener["id"]}", headers: IfMatch("*"))).Status);
        var left = await _system.DynamoDb.ScanAsync(new() { TableName = _system.SubscribersTable }, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(left.Items, item => item["pk"].S.StartsWith("CUSTOMER#", StringComparison.Ordinal));
        Assert.DoesNotContain(left.Items, item => item.TryGetValue("email", out var email) && email.S == "moved@example.com");
    }

    [Fact]
    public async Task Signature_WrongOldOrMissing_IsRefusedAndChangesNothing()
    {
        var body = StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd);
        var bytes = Encoding.UTF8.GetBytes(body);
        string?[] signatures =
        [
            null,
            "",
            "t=1,v1=",
            StripeSignature.Sign("another secret of somebody", bytes, Now),
            StripeSignature.Sign(Secret, Encoding.UTF8.GetBytes(body + " "), Now),
            StripeSignature.Sign(Secret, bytes, Now.AddSeconds(-301)),
            StripeSignature.Sign(Secret, bytes, Now.AddSeconds(301)),
            StripeSignature.Sign(Secret, bytes, Now.AddDays(-1)).Replace("t=", $"t={Now.ToUnixTimeSeconds()},t=", StringComparison.Ordinal),
            StripeSignature.Sign(Secret, bytes, Now).Replace("v1", "v0", StringComparison.Ordinal),
        ];
        foreach (var signature in signatures)
        {
            var (status, problem) = await PostAsync(_system, body, signature);
            Assert.Equal(401, status);
            Assert.Equal("/problems#invalid-signature", (string?)problem["type"]);
        }

        var (unknownStatus, unknown) = await PostAsync(_system, body, StripeSignature.Sign(Secret, bytes, Now), "/webhooks/unknown");
        Assert.Equal(401, unknownStatus);
        Assert.Equal("/problems#invalid-signature", (string?)unknown["type"]);
        Assert.Empty((await SearchAsync())["items"]!.AsArray());
    }

    [Fact]
    public async Task Secret_Replaced_BothAreGoodUntilTheFormerIsDropped()
    {
        const string next = "whsec_the_next_secret_here";
        Assert.Equal(200, (await PutProviderAsync([next, Secret])).Status);
        Assert.Equal("created", await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd)));
        Assert.Equal("not-newer", await SendAsync(StripeEvents.Subscription("created", "evt_1", Now, PeriodEnd), next));
        Assert.Equal(200, (await PutProviderAsync([next])).Status);
        var body = StripeEvents.Subscription("updated", "evt_2", Now, PeriodEnd);
        Assert.Equal(401, (await PostAsync(_system, body, StripeSignature.Sign(Secret, Encoding.UTF8.GetBytes(body), Now))).Status);
    }

    [Fact]
    public async Task Provider_Read_NeverShowsASecret()
    {
        var (status, provider, headers) = await _system.CallAsync("GET", "/providers/stripe");
        Assert.Equal(200, status);
        Assert.Equal("\"1\"", headers["etag"]);
        Assert.Equal(1, (int?)provider["secretCount"]);
        Assert.DoesNotContain(Secret, provider.ToJsonString(), StringComparison.Ordinal);

        // Plans change without the secret.
        (status, provider) = await PutProviderAsync(null);
        Assert.Equal(200, status);
        Assert.Equal(1, (int?)provider["secretCount"]);
        Assert.Equal(412, (await _system.CallAsync("PUT", "/providers/stripe", ProviderBody([Secret]), IfMatch("\"1\""))).Status);
        Assert.Equal(428, (await _system.CallAsync("DELETE", "/providers/stripe")).Status);
        Assert.Equal(204, (await _system.CallAsync("DELETE", "/providers/stripe", headers: IfMatch("\"2\""))).Status);
        Assert.Equal(404, (await _system.CallAsync("GET", "/providers/stripe")).Status);
    }

    [Fact]
    public async Task Provider_FieldsWrong_NamesEach()
    {
        var (status, problem, _) = await _system.CallAsync("PUT", "/providers/other", new
        {
            secrets = new[] { "short" },
            plans = new[] { new { price = "", plan = "gold", shows = new[] { "news" } } },
            graceSeconds = -1,
        });
        Assert.Equal(400, status);
        Assert.Equal(
            ["#/graceSeconds", "#/plans/0/price", "#/scheme", "#/secrets"],
            problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("short", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"invoice.paid"}""", 200)]
    [InlineData("""{"type":"customer.updated"}""", 200)]
    [InlineData("""{"type":"customer.subscription.updated"}""", 400)]
    [InlineData("""{"type":"customer.subscription.updated","id":"evt","created":"now","data":{"object":{"email":"listener@example.com"}}}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("no JSON, listener@example.com", 400)]
    public async Task Body_OfAnotherKind_IsIgnoredOrRefused(string body, int expected)
    {
        var (status, response) = await PostAsync(_system, body, StripeSignature.Sign(Secret, Encoding.UTF8.GetBytes(body), Now));
        Assert.Equal(expected, status);
        Assert.DoesNotContain("example.com", response.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_Other_IsAProblem()
    {
        Assert.Equal(404, (await PostAsync(_system, "{}", null, "/")).Status);
        Assert.Equal(404, (await PostAsync(_system, "{}", null, "/subscribers")).Status);
        var get = await FunctionSystem.InvokeAsync(_system.NewWebhooks(), "GET", "/webhooks/stripe", new Dictionary<string, string>());
        Assert.Equal(405, get.StatusCode);
        Assert.Equal("POST", get.Headers["allow"]);
        Assert.Equal(413, (await PostAsync(_system, new string(' ', 256 * 1024 + 1), "t=1,v1=")).Status);
    }

    private static Dictionary<string, string> IfMatch(string etag) => new() { ["if-match"] = etag };

    private static object ProviderBody(string[]? secrets) => new
    {
        secrets,
        graceSeconds = GraceSeconds,
        plans = new object[]
        {
            new { price = "price_gold", plan = "gold", shows = new[] { "news", "sport" } },
            new { price = "price_basic", plan = "basic", shows = new[] { "news" } },
        },
    };

    private static async Task CreateProviderAsync(FunctionSystem system)
    {
        await system.CreateShowAsync("news");
        await system.CreateShowAsync("sport");
        Assert.Equal(201, (await system.CallAsync("PUT", "/providers/stripe", ProviderBody([Secret]))).Status);
    }

    private async Task<(int Status, JsonObject Body)> PutProviderAsync(string[]? secrets)
    {
        var (status, body, _) = await _system.CallAsync("PUT", "/providers/stripe", ProviderBody(secrets));
        return (status, body);
    }

    private Task<string> SendAsync(string body, string secret = Secret) => SendAsync(_system, body, secret);

    private static async Task<string> SendAsync(FunctionSystem system, string body, string secret = Secret)
    {
        var (status, response) = await PostAsync(system, body, StripeSignature.Sign(secret, Encoding.UTF8.GetBytes(body), Now));
        Assert.True(status == 200, response.ToJsonString());
        return (string)response["outcome"]!;
    }

    private static async Task<(int Status, JsonObject Body)> PostAsync(
        FunctionSystem system, string body, string? signature, string path = "/webhooks/stripe")
    {
        var headers = new Dictionary<string, string> { ["content-type"] = "application/json" };
        if (signature is not null)
        {
            headers["stripe-signature"] = signature;
        }

        var response = await FunctionSystem.InvokeAsync(system.NewWebhooks(), "POST", path, headers, body);
        return (response.StatusCode, JsonNode.Parse(response.Body)!.AsObject());
    }

    private async Task<JsonObject> SearchAsync() => (await _system.CallAsync("POST", "/subscribers/search", new { email = "listener@example.com" })).Body;

    private async Task<JsonObject> FindAsync() => Assert.Single((await SearchAsync())["items"]!.AsArray())!.AsObject();
}
