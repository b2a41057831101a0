using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.Domain;
using Podcast.Functions.Webhooks;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.Webhooks;

/// <summary>Payment providers other than Stripe. Their events are written by hand from the pages that the schemes name.</summary>
public sealed class OtherProvidersTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private const string Secret = "a_secret_of_this_test";
    private const int GraceSeconds = 3600;

    private static readonly byte[] StandardKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly string StandardSecret = "whsec_" + Convert.ToBase64String(StandardKey);
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
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("paypal", null)]
    [InlineData("paypal", "paypal")]
    [InlineData("shop", "")]
    public async Task Provider_ThatNobodyUnderstands_CannotBeConfigured(string name, string? scheme)
    {
        var (status, problem, _) = await PutAsync(name, scheme, Secret);
        Assert.Equal(400, status);
        Assert.Equal("#/scheme", (string?)Assert.Single(problem["errors"]!.AsArray())!["pointer"]);
        Assert.Equal(404, (await _system.CallAsync("GET", "/providers/" + name)).Status);
    }

    [Fact]
    public async Task Provider_OfStandardWebhooksWithoutTheirSecret_IsRefused()
    {
        var (status, problem, _) = await PutAsync("shop", "standard-webhooks", Secret);
        Assert.Equal(400, status);
        Assert.Contains("whsec_", (string?)problem["errors"]![0]!["detail"], StringComparison.Ordinal);
        var (_, provider, _) = await PutAsync("shop", "standard-webhooks", StandardSecret);
        Assert.Equal("standard-webhooks", (string?)provider["scheme"]);
    }

    // https://docs.patreon.com/#member and https://docs.patreon.com/#webhooks
    [Fact]
    public async Task Patreon_Member_HasTheShowsOfTheTiersUntilTheNextCharge()
    {
        Assert.Equal(201, (await PutAsync("patreon", null, Secret)).Status);
        Assert.Equal("created", await PatreonAsync("members:pledge:create", "active_patron", "Paid", "tier-gold"));
        var subscriber = await FindAsync();
        Assert.Equal("active", (string?)subscriber["status"]);
        Assert.Equal("gold", (string?)subscriber["plan"]);
        Assert.Equal(PeriodEnd.AddSeconds(GraceSeconds), (DateTimeOffset)subscriber["expiresAt"]!);

        Assert.Equal("changed", await PatreonAsync("members:update", "declined_patron", "Declined", "tier-gold"));
        Assert.Equal(Now.AddSeconds(GraceSeconds), (DateTimeOffset)(await FindAsync())["expiresAt"]!);
        await PatreonAsync("members:update", "active_patron", "Paid", "tier-gold");
        Assert.Equal("changed", await PatreonAsync("members:pledge:delete", "active_patron", "Paid", "tier-gold"));
        Assert.Equal(PeriodEnd, (DateTimeOffset)(await FindAsync())["expiresAt"]!);
        await PatreonAsync("members:update", "former_patron", "Refunded", "tier-gold");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("lapsed", (string?)(await FindAsync())["status"]);
        Assert.Equal("ignored", await PatreonAsync("posts:publish", "active_patron", "Paid", "tier-gold"));
    }

    // https://memberful.com/help/custom-development-and-api/webhook-event-reference/
    [Fact]
    public async Task Memberful_Subscription_RunsToItsEnd()
    {
        Assert.Equal(201, (await PutAsync("memberful", null, Secret)).Status);
        Assert.Equal("created", await MemberfulAsync("subscription.created", active: true, PeriodEnd));
        Assert.Equal(PeriodEnd.AddSeconds(GraceSeconds), (DateTimeOffset)(await FindAsync())["expiresAt"]!);
        await MemberfulAsync("subscription.updated", active: true, PeriodEnd, autorenew: false);
        Assert.Equal(PeriodEnd, (DateTimeOffset)(await FindAsync())["expiresAt"]!);
        await MemberfulAsync("subscription.renewed", active: true, null);
        Assert.True((bool?)(await FindAsync())["neverEnds"]);
        await MemberfulAsync("subscription.deactivated", active: false, PeriodEnd);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("lapsed", (string?)(await FindAsync())["status"]);
        Assert.Equal("customer", await SendAsync(
            "memberful", """{"event":"member_updated","member":{"id":17,"email":"moved@example.com"},"changed":{}}""", MemberfulHeaders));
        Assert.Single((await SearchAsync("moved@example.com"))["items"]!.AsArray());
    }

    [Fact]
    public async Task StandardWebhooks_OfAnyShop_AreTakenByTheirSignature()
    {
        await PutAsync("shop", "standard-webhooks", StandardSecret);
        Assert.Equal("created", await StandardAsync("msg_1", "subscription.created", Now.AddMinutes(-3), """ "paidUntil":"2027-04-01T00:00:00Z" """));
        Assert.Equal(new DateTimeOffset(2027, 4, 1, 1, 0, 0, TimeSpan.Zero), (DateTimeOffset)(await FindAsync())["expiresAt"]!);
        Assert.Equal("not-newer", await StandardAsync("msg_0", "subscription.ended", Now.AddMinutes(-4), """ "endsAt":"2027-01-01T00:00:00Z" """));
        Assert.Equal("changed", await StandardAsync("msg_2", "subscription.updated", Now.AddMinutes(-2), """ "paidUntil":null """));
        Assert.True((bool?)(await FindAsync())["neverEnds"]);
        Assert.Equal("changed", await StandardAsync("msg_3", "subscription.ended", Now.AddMinutes(-1), """ "paidUntil":null """));
        Assert.Equal("lapsed", (string?)(await FindAsync())["status"]);
        Assert.Equal("ignored", await StandardAsync("msg_4", "invoice.sent", Now, """ "paidUntil":null """));
    }

    [Fact]
    public async Task Signature_OfAnotherSchemeSecretOrTime_IsRefused()
    {
        await PutAsync("patreon", null, Secret);
        await PutAsync("memberful", null, Secret);
        await PutAsync("shop", "standard-webhooks", StandardSecret);
        const string body = """{"type":"subscription.created"}""";
        var bytes = Encoding.UTF8.GetBytes(body);
        (string Provider, Dictionary<string, string> Headers)[] forged =
        [
            ("patreon", PatreonHeaders("members:update", body + " ")),
            ("patreon", MemberfulHeaders(body)),
            ("patreon", new() { ["x-patreon-signature"] = "zz" }),
            ("memberful", PatreonHeaders("members:update", body)),
            ("memberful", MemberfulHeaders(body + " ")),
            ("shop", StandardHeaders("msg_1", Now.AddSeconds(-301), bytes)),
            ("shop", StandardHeaders("msg_1", Now.AddSeconds(301), bytes)),
            ("shop", new(StandardHeaders("msg_1", Now, bytes)) { ["webhook-id"] = "msg_2" }),
            ("shop", new(StandardHeaders("msg_1", Now, bytes)) { ["webhook-signature"] = "v1,AAAA v1a,BBBB" }),
            ("shop", new() { ["stripe-signature"] = StripeSignature.Sign(StandardSecret, bytes, Now) }),
        ];
        foreach (var (provider, headers) in forged)
        {
            Assert.Equal(401, (await PostAsync(provider, body, headers)).Status);
        }

        // Any of several signatures is enough.
        var rotated = StandardHeaders("msg_1", Now, bytes);
        rotated["webhook-signature"] = "v1,AAAA " + rotated["webhook-signature"];
        Assert.Equal(400, (await PostAsync("shop", body, rotated)).Status);
    }

    // The signature that the Standard Webhooks' own libraries test with:
    // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/python/tests/test_webhooks.py
    [Fact]
    public void StandardWebhooks_SignatureOfAnotherProgram_IsTheSame() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Sign(
            Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, """{"test": 2432232314}"""u8));

    private Task<(int Status, JsonObject Body, IDictionary<string, string> Headers)> PutAsync(string name, string? scheme, string secret) => _system.CallAsync(
        "PUT",
        "/providers/" + name,
        new
        {
            scheme,
            secrets = new[] { secret },
            graceSeconds = GraceSeconds,
            plans = new[]
            {
                new { price = "tier-gold", plan = "gold", shows = new[] { "news", "sport" } }, new { price = "42", plan = "gold", shows = new[] { "news" } },
            },
        });

    private Task<string> PatreonAsync(string kind, string status, string charge, params string[] tiers)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var body = new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["type"] = "member",
                ["id"] = "03ca69c3-ebea-4b9a-8fac-e4a837873254",
                ["attributes"] = new JsonObject
                {
                    ["email"] = "listener@example.com",
                    ["patron_status"] = status,
                    ["last_charge_status"] = charge,
                    ["last_charge_date"] = Now.ToString("O", CultureInfo.InvariantCulture),
                    ["next_charge_date"] = PeriodEnd.ToString("O", CultureInfo.InvariantCulture),
                    ["currently_entitled_amount_cents"] = 500,
                },
                ["relationships"] = new JsonObject
                {
                    ["user"] = new JsonObject { ["data"] = new JsonObject { ["id"] = "32187", ["type"] = "user" } },
                    ["currently_entitled_tiers"] = new JsonObject
                    {
                        ["data"] = new JsonArray([.. tiers.Select(tier => new JsonObject { ["id"] = tier, ["type"] = "tier" })]),
                    },
                },
            },
            ["included"] = new JsonArray(),
        }.ToJsonString();
        return SendAsync("patreon", body, sent => PatreonHeaders(kind, sent));
    }

    private Task<string> MemberfulAsync(string kind, bool active, DateTimeOffset? expiresAt, bool autorenew = true)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var body = new JsonObject
        {
            ["event"] = kind,
            ["subscription"] = new JsonObject
            {
                ["active"] = active,
                ["autorenew"] = autorenew,
                ["created_at"] = "2027-03-01T12:00:00Z",
                ["expires_at"] = expiresAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["id"] = 1,
                ["member"] = new JsonObject { ["id"] = 17, ["email"] = "listener@example.com", ["full_name"] = "John Doe" },
                ["subscription_plan"] = new JsonObject { ["id"] = 42, ["name"] = "Sample plan", ["slug"] = "42-sample-plan" },
                ["trial_end_at"] = null,
            },
        }.ToJsonString();
        return SendAsync("memberful", body, MemberfulHeaders);
    }

    private Task<string> StandardAsync(string id, string type, DateTimeOffset at, string more) => SendAsync(
        "shop",
        $$$"""
        {"type":"{{{type}}}","timestamp":"{{{at.ToString("O", CultureInfo.InvariantCulture)}}}","data":{"subscription":"sub-1","customer":"c-1",
         "email":"listener@example.com","prices":["tier-gold"], {{{more}}} } }
        """,
        body => StandardHeaders(id, _time.GetUtcNow(), Encoding.UTF8.GetBytes(body)));

#pragma warning disable CA5351 // Patreon's choice.
    private static Dictionary<string, string> PatreonHeaders(string kind, string body) => new()
    {
        ["x-patreon-event"] = kind,
        ["x-patreon-signature"] = Convert.ToHexStringLower(HMACMD5.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body))),
    };
#pragma warning restore CA5351

    private static Dictionary<string, string> MemberfulHeaders(string body) => new()
    {
        ["x-memberful-webhook-signature"] = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body))),
    };

    private static Dictionary<string, string> StandardHeaders(string id, DateTimeOffset at, byte[] body) => new()
    {
        ["webhook-id"] = id,
        ["webhook-timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["webhook-signature"] = WebhookSignature.Sign(StandardKey, id, at.ToUnixTimeSeconds(), body),
    };

    private async Task<string> SendAsync(string provider, string body, Func<string, Dictionary<string, string>> headers)
    {
        var (status, response) = await PostAsync(provider, body, headers(body));
        Assert.True(status == 200, response.ToJsonString());
        return (string)response["outcome"]!;
    }

    private async Task<(int Status, JsonObject Body)> PostAsync(string provider, string body, Dictionary<string, string> headers)
    {
        var response = await FunctionSystem.InvokeAsync(_system.NewWebhooks(), "POST", "/webhooks/" + provider, headers, body);
        return (response.StatusCode, JsonNode.Parse(response.Body)!.AsObject());
    }

    private async Task<JsonObject> SearchAsync(string email) => (await _system.CallAsync("POST", "/subscribers/search", new { email })).Body;

    private async Task<JsonObject> FindAsync() => Assert.Single((await SearchAsync("listener@example.com"))["items"]!.AsArray())!.AsObject();
}
