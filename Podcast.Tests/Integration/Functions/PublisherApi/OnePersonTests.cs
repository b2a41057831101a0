using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using Podcast.Functions.Domain;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

/// <summary>One person, one feed: subscriptions of the same e-mail address are behind one token.</summary>
public sealed class OnePersonTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private static readonly DateTimeOffset NextYear = new(DateTimeOffset.UtcNow.Year + 1, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        await _system.CreateShowAsync("news");
        await _system.CreateShowAsync("sport");
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Create_AddressOfALapsedSubscriber_BringsTheFeedBack()
    {
        var (_, lapsed) = await CreateAsync("a@example.com", "news", DateTimeOffset.UtcNow.AddDays(-1));
        Assert.Equal("lapsed", (string?)lapsed["status"]);
        var (status, again) = await CreateAsync(" A@Example.com", "news", NextYear);
        Assert.Equal(200, status);
        Assert.Equal("active", (string?)again["status"]);
        Assert.Equal((string?)lapsed["id"], (string?)again["id"]);
        Assert.Equal((string?)lapsed["token"], (string?)again["token"]);
        Assert.Equal(["lapsed", "active"], again["subscriptions"]!.AsArray().Select(each => (string?)each!["status"]));
    }

    [Fact]
    public async Task Create_AddressOfARevokedSubscriber_OpensOnlyWhatIsNew()
    {
        var (_, first) = await CreateAsync("a@example.com", "news", NextYear);
        await _system.CallAsync("POST", $"/subscribers/{first["id"]}/revoke");
        var (_, again) = await CreateAsync("a@example.com", "sport", NextYear);
        Assert.Equal("active", (string?)again["status"]);
        Assert.Equal(["revoked", "active"], again["subscriptions"]!.AsArray().Select(each => (string?)each!["status"]));
    }

    [Fact]
    public async Task Create_RepeatedRequestForAKnownAddress_AddsOnce()
    {
        await CreateAsync("a@example.com", "news", NextYear);
        var (_, first) = await CreateAsync("a@example.com", "sport", NextYear, "order-2");
        var (status, again) = await CreateAsync("a@example.com", "sport", NextYear, "order-2");
        Assert.Equal(200, status);
        Assert.True(JsonNode.DeepEquals(first, again));
        Assert.Equal(422, (await CreateAsync("a@example.com", "news", NextYear, "order-2")).Status);
    }

    [Fact]
    public async Task Create_ManyAtOnceOfOneAddress_MakeOneSubscriberWithAll()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => CreateAsync("a@example.com", "news", NextYear.AddDays(i))));
        Assert.All(responses, response => Assert.InRange(response.Status, 200, 201));
        Assert.Single(responses.Select(response => (string?)response.Body["token"]).Distinct());
        Assert.Equal(6, Assert.Single(await SearchAsync("a@example.com"))!["subscriptions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Create_AfterTheSigningKeyWasRevoked_GivesTheSameSubscriberANewAddress()
    {
        var (_, first) = await CreateAsync("a@example.com", "news", NextYear);
        await _system.CallAsync("POST", "/signing-keys/01/revoke");
        var (_, again) = await CreateAsync("a@example.com", "news", NextYear);
        Assert.Equal((string?)first["id"], (string?)again["id"]);
        Assert.StartsWith("02", (string?)again["token"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_SubscriberOfSeveral_LeavesNothingAndTheAddressIsFree()
    {
        await CreateAsync("a@example.com", "news", NextYear, "order-1");
        var (_, both) = await CreateAsync("a@example.com", "sport", NextYear, "order-2");
        Assert.Equal(204, (await CallAsync("DELETE", both, "")).Status);
        Assert.Equal(410, (await CreateAsync("a@example.com", "sport", NextYear, "order-2")).Status);

        var left = await _system.DynamoDb.ScanAsync(new() { TableName = _system.SubscribersTable }, TestContext.Current.CancellationToken);
        Assert.All(
            left.Items.Where(item => !item["pk"].S.Contains("SIGNINGKEY", StringComparison.Ordinal)),
            item => Assert.Equal(["pk", "purgeAt", "version", "writeId"], item.Keys.Order(StringComparer.Ordinal)));
        var (status, anew) = await CreateAsync("a@example.com", "news", NextYear);
        Assert.Equal(201, status);
        Assert.NotEqual((string?)both["token"], (string?)anew["token"]);
    }

    [Fact]
    public async Task Change_AddressOfSomebodyElse_IsRefusedAndNamesThem()
    {
        var (_, first) = await CreateAsync("a@example.com", "news", NextYear);
        var (_, second) = await CreateAsync("b@example.com", "news", NextYear);
        var (status, problem) = await CallAsync("PATCH", second, "", new { email = "A@example.com" });
        Assert.Equal(409, status);
        Assert.Equal("/problems#email-taken", (string?)problem["type"]);
        Assert.Contains((string)first["id"]!, (string?)problem["detail"], StringComparison.Ordinal);

        // The address that is given up is free, and the new one taken.
        Assert.Equal(200, (await CallAsync("PATCH", first, "", new { email = "c@example.com" })).Status);
        Assert.Equal(200, (await CallAsync("PATCH", second, "", new { email = "a@example.com" })).Status);
        Assert.Equal((string?)second["id"], (string?)(await CreateAsync("a@example.com", "sport", NextYear)).Body["id"]);
        Assert.Equal((string?)first["id"], (string?)(await CreateAsync("c@example.com", "sport", NextYear)).Body["id"]);
        Assert.Equal(201, (await CreateAsync("b@example.com", "sport", NextYear)).Status);
    }

    [Fact]
    public async Task Change_OfSeveralSubscriptions_HasToSayWhich()
    {
        await CreateAsync("a@example.com", "news", NextYear);
        var (_, both) = await CreateAsync("a@example.com", "sport", NextYear);
        var ids = both["subscriptions"]!.AsArray().Select(each => (string)each!["id"]!).ToArray();
        foreach (var response in new[]
        {
            await CallAsync("PATCH", both, "", new { plan = "gold" }),
            await CallAsync("POST", both, "/renew", new { expiresAt = NextYear.AddDays(1) }),
        })
        {
            Assert.Equal(409, response.Status);
            Assert.Equal("/problems#several-subscriptions", (string?)response.Body["type"]);
            Assert.Contains(ids[1], (string?)response.Body["detail"], StringComparison.Ordinal);
        }

        Assert.Equal(200, (await CallAsync("PATCH", both, "", new { formerId = "4711" })).Status);
        Assert.Equal(200, (await CallAsync("PATCH", both, $"/subscriptions/{ids[1]}", new { plan = "gold" })).Status);
        Assert.Equal(400, (await CallAsync("PATCH", both, $"/subscriptions/{ids[1]}", new { formerId = "4711" })).Status);
        Assert.Equal(404, (await CallAsync("PATCH", both, "/subscriptions/00000000000000000000", new { plan = "gold" })).Status);
        var (_, changed) = await CallAsync("POST", both, $"/subscriptions/{ids[1]}/renew", new { neverEnds = true });
        Assert.Equal("4711", (string?)changed["formerId"]);
        Assert.Equal([null, "gold"], changed["subscriptions"]!.AsArray().Select(each => (string?)each!["plan"]));
        Assert.True((bool?)changed["neverEnds"]);
        Assert.Null(changed["expiresAt"]);
    }

    [Fact]
    public async Task Revoke_OneSubscription_LeavesTheOtherAndIsTakenBack()
    {
        await CreateAsync("a@example.com", "news", NextYear);
        var (_, both) = await CreateAsync("a@example.com", "sport", NextYear);
        var first = (string?)both["subscriptions"]![0]!["id"];
        Assert.Equal(["revoked", "active"], Statuses((await CallAsync("POST", both, $"/subscriptions/{first}/revoke")).Body));
        Assert.Equal(409, (await CallAsync("POST", both, $"/subscriptions/{first}/renew", new { expiresAt = NextYear.AddDays(1) })).Status);
        Assert.Equal(["active", "active"], Statuses((await CallAsync("POST", both, $"/subscriptions/{first}/restore")).Body));
        Assert.Equal(["revoked", "revoked"], Statuses((await CallAsync("POST", both, "/revoke")).Body));
        Assert.Equal(["active", "active"], Statuses((await CallAsync("POST", both, "/restore")).Body));
    }

    [Fact]
    public async Task Former_ItemsOfOneAddress_AreReadAndTheOneThatRunsLongestGetsWhatIsNew()
    {
        var lapsed = await PutFormerAsync("0000000000000000000a", "lapsed", -1);
        var revoked = await PutFormerAsync("0000000000000000000b", "revoked", 300);
        var active = await PutFormerAsync("0000000000000000000c", "active", 30);
        Assert.Equal("revoked", (string?)(await _system.CallAsync("GET", $"/subscribers/{revoked}")).Body["status"]);
        Assert.Equal("gold", (string?)(await _system.CallAsync("GET", $"/subscribers/{lapsed}")).Body["subscriptions"]![0]!["plan"]);
        var (status, added) = await CreateAsync("listener@example.com", "sport", NextYear);
        Assert.Equal(200, status);
        Assert.Equal(active, (string?)added["id"]);
        var item = (await _system.DynamoDb.GetItemAsync(
            _system.SubscribersTable, new() { ["pk"] = new("SUBSCRIBER#" + active) }, TestContext.Current.CancellationToken)).Item;
        Assert.Equal(2, item["subscriptions"].L.Count);
        Assert.DoesNotContain("plan", item.Keys);
    }

    [Fact]
    public async Task Migrate_FormerSubscribers_GivesEachAddressOneAndMergesWhatHasEnded()
    {
        var lapsed = await PutFormerAsync("0000000000000000000a", "lapsed", -1);
        var shorter = await PutFormerAsync("0000000000000000000b", "active", 30);
        var longer = await PutFormerAsync("0000000000000000000c", "active", 300);
        var other = await PutFormerAsync("0000000000000000000d", "revoked", 30, "other@example.com");
        var first = await MigrateAsync();
        Assert.Equal(2, (int?)first["migrated"]);
        Assert.Equal(1, (int?)first["merged"]);
        Assert.Equal([shorter], first["keptApart"]!.AsArray().Select(id => (string?)id));

        // The id of the merged one leads to the person; its tokens say that there is a new address.
        var (_, person, _) = await _system.CallAsync("GET", $"/subscribers/{lapsed}");
        Assert.Equal(longer, (string?)person["id"]);
        Assert.Equal([longer, lapsed], person["subscriptions"]!.AsArray().Select(each => (string?)each!["id"]));
        var found = await _system.Subscribers.FindByTokenAsync(lapsed[^12..], TestContext.Current.CancellationToken);
        Assert.Equal(longer, found?.Id);
        Assert.Equal(["active", "active"], (await SearchAsync("listener@example.com")).Select(each => (string?)each!["status"]));
        Assert.Equal("revoked", (string?)(await _system.CallAsync("GET", $"/subscribers/{other}")).Body["status"]);

        // Once the second feed has ended, a repetition merges it as well; then there is nothing left to do.
        await _system.CallAsync("POST", $"/subscribers/{shorter}/revoke");
        Assert.Equal(1, (int?)(await MigrateAsync())["merged"]);
        var last = await MigrateAsync();
        Assert.Equal((0, 0, 0), ((int)last["migrated"]!, (int)last["merged"]!, last["keptApart"]!.AsArray().Count));
        Assert.Single(await SearchAsync("listener@example.com"));

        Assert.Equal(204, (await CallAsync("DELETE", person, "")).Status);
        var left = await _system.DynamoDb.ScanAsync(new() { TableName = _system.SubscribersTable }, TestContext.Current.CancellationToken);
        Assert.Equal(["SUBSCRIBER#" + other], left.Items.Select(item => item["pk"].S).Where(key => key.StartsWith("SUB", StringComparison.Ordinal)));
        Assert.Single(left.Items, item => item["pk"].S.StartsWith("EMAIL#", StringComparison.Ordinal));
    }

    private async Task<JsonObject> MigrateAsync()
    {
        var (status, report, _) = await _system.CallAsync("POST", "/migrations/subscribers", new { });
        Assert.Equal(200, status);
        Assert.Null(report["next"]);
        return report;
    }

    private static IEnumerable<string?> Statuses(JsonObject subscriber) => subscriber["subscriptions"]!.AsArray().Select(each => (string?)each!["status"]);

    private async Task<(int Status, JsonObject Body)> CreateAsync(string email, string show, DateTimeOffset expiresAt, string? key = null)
    {
        var headers = key is null ? null : new Dictionary<string, string> { ["idempotency-key"] = key };
        var (status, body, _) = await _system.CallAsync("POST", "/subscribers", new { email, shows = new[] { show }, expiresAt }, headers);
        return (status, body);
    }

    private async Task<(int Status, JsonObject Body)> CallAsync(string method, JsonObject subscriber, string action, object? body = null)
    {
        var (status, response, _) = await _system.CallAsync(
            method, $"/subscribers/{subscriber["id"]}{action}", body, new Dictionary<string, string> { ["if-match"] = "*" });
        return (status, response);
    }

    private async Task<JsonArray> SearchAsync(string email) =>
        (await _system.CallAsync("POST", "/subscribers/search", new { email })).Body["items"]!.AsArray();

    /// <summary>As subscribers were stored before one person could have several subscriptions.</summary>
    private async Task<string> PutFormerAsync(string id, string status, int days, string email = "listener@example.com")
    {
        await _system.NewSigningKeyTable().GetOrCreateCurrentAsync(null, TestContext.Current.CancellationToken);
        var item = new Dictionary<string, AttributeValue>
        {
            ["pk"] = new("SUBSCRIBER#" + id),
            ["email"] = new(email),
            ["emailHash"] = new(EmailAddress.Hash(email)),
            ["status"] = new(status),
            ["statusShard"] = new(status + "#00"),
            ["plan"] = new("gold"),
            ["shows"] = new() { SS = ["news"] },
            ["expiresAt"] = new() { N = DateTimeOffset.UtcNow.AddDays(days).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) },
            ["keyId"] = new(SigningKey.FirstId),
            ["tokenId"] = new(id[..12]),
            ["tokenHash"] = new(id[^12..]),
            ["formerTokens"] = new() { L = [], IsLSet = true },
            ["version"] = new() { N = "1" },
            ["createdAt"] = new() { N = "1700000000" },
            ["updatedAt"] = new() { N = "1700000000" },
        };
        await _system.DynamoDb.PutItemAsync(_system.SubscribersTable, item, TestContext.Current.CancellationToken);
        return id;
    }
}
