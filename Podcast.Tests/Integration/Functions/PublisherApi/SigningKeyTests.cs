using System.Text.Json.Nodes;
using Podcast.Functions.Domain;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

public sealed class SigningKeyTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private static readonly DateTimeOffset NextYear = DateTimeOffset.UtcNow.AddYears(1);

    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        await _system.CreateShowAsync("news");
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Rotate_CurrentKey_SignsWithTheNewOneAndHonoursBoth()
    {
        var before = await _system.CreateSubscriberAsync(NextYear, "news");
        var (status, keys) = await RotateAsync("01");
        Assert.Equal(201, status);
        Assert.Equal(["01 retiring", "02 active current"], Describe(keys));
        Assert.DoesNotContain("secret", keys.ToJsonString(), StringComparison.OrdinalIgnoreCase);

        var after = await _system.CreateSubscriberAsync(NextYear, "news");
        Assert.StartsWith("01", (string?)before["token"], StringComparison.Ordinal);
        Assert.StartsWith("02", (string?)after["token"], StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(KeyAsync("01"), KeyAsync("02")), key => Assert.True(key.IsHonoured));
        Assert.Equal(200, (await FeedsAsync(before)).Status);
    }

    [Fact]
    public async Task Rotate_Repeated_RotatesOnce()
    {
        Assert.Equal(201, (await _system.CallAsync("POST", "/signing-keys", "{}")).Status);
        Assert.Equal(201, (await RotateAsync("01")).Status);
        var (status, problem) = await RotateAsync("01");
        Assert.Equal(409, status);
        Assert.Contains("'02'", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_ManyAtOnce_OneWins()
    {
        await _system.CreateSubscriberAsync(NextYear, "news");
        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RotateAsync("01")));
        Assert.Single(responses, response => response.Status == 201);
        Assert.Equal(["01 retiring", "02 active current"], Describe((await _system.CallAsync("GET", "/signing-keys")).Body));
    }

    [Fact]
    public async Task Retire_CurrentKey_IsRefusedAndAFormerOneIsNot()
    {
        await _system.CreateSubscriberAsync(NextYear, "news");
        var (status, problem, _) = await _system.CallAsync("POST", "/signing-keys/01/retire");
        Assert.Equal(409, status);
        Assert.Equal("/problems#signing-key-current", (string?)problem["type"]);
        await RotateAsync("01");
        await ReissueAsync("01");
        (status, var keys, _) = await _system.CallAsync("POST", "/signing-keys/01/retire");
        Assert.Equal(200, status);
        Assert.Equal(["01 retired", "02 active current"], Describe(keys));
        Assert.False((await KeyAsync("01")).IsHonoured);
        Assert.Equal(200, (await _system.CallAsync("POST", "/signing-keys/01/retire")).Status);
    }

    [Fact]
    public async Task Retire_KeyOfSubscribers_IsRefusedWithTheirNumberUntilTheyHaveNewTokens()
    {
        var holders = new List<JsonObject>();
        for (var i = 0; i < 3; i++)
        {
            holders.Add(await _system.CreateSubscriberAsync(NextYear, "news"));
        }

        // Who comes back later would come back to an address that does not work.
        await _system.CallAsync("POST", $"/subscribers/{holders[0]["id"]}/revoke");
        await RotateAsync("01");
        await _system.CreateSubscriberAsync(NextYear, "news");

        var (status, problem, _) = await _system.CallAsync("POST", "/signing-keys/01/retire");
        Assert.Equal(409, status);
        Assert.Equal("/problems#signing-key-in-use", (string?)problem["type"]);
        Assert.Contains("They are 3,", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Contains("reissue", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.True((await KeyAsync("01")).IsHonoured);
        Assert.Equal(200, (await FeedsAsync(holders[1])).Status);

        await ReissueAsync("01");
        Assert.Equal(200, (await _system.CallAsync("POST", "/signing-keys/01/retire")).Status);
        Assert.False((await KeyAsync("01")).IsHonoured);
    }

    [Fact]
    public async Task Retire_InSmallSteps_ChecksAllSubscribersFirst()
    {
        await _system.CreateSubscriberAsync(NextYear, "news");
        await RotateAsync("01");
        var (inUse, _) = await WalkAsync();
        Assert.Equal(409, inUse);
        await ReissueAsync("01");

        var (retired, steps) = await WalkAsync();
        Assert.Equal(200, retired);
        Assert.InRange(steps, 2, 50);
        Assert.False((await KeyAsync("01")).IsHonoured);
        Assert.Equal(400, (await _system.CallAsync("POST", "/signing-keys/01/retire?limit=0")).Status);
        Assert.Equal(400, (await _system.CallAsync("POST", "/signing-keys/01/retire?cursor=!")).Status);

        async Task<(int Status, int Steps)> WalkAsync()
        {
            var (status, cursor, steps) = (202, "", 0);
            while (status == 202)
            {
                Assert.True((await KeyAsync("01")).IsHonoured);
                (status, var body, _) = await _system.CallAsync("POST", $"/signing-keys/01/retire?limit=1{cursor}");
                cursor = $"&cursor={(string?)body["next"]}";
                steps++;
            }

            return (status, steps);
        }
    }

    [Fact]
    public async Task Revoke_CurrentKey_GetsASuccessorAtOnceAndIsRefused()
    {
        var before = await _system.CreateSubscriberAsync(NextYear, "news");
        var (status, keys, _) = await _system.CallAsync("POST", "/signing-keys/01/revoke");
        Assert.Equal(200, status);
        Assert.Equal(["01 revoked", "02 active current"], Describe(keys));
        Assert.Equal("/problems#signing-key-refused", (string?)(await FeedsAsync(before)).Body["type"]);
        Assert.StartsWith("02", (string?)(await _system.CreateSubscriberAsync(NextYear, "news"))["token"], StringComparison.Ordinal);

        // A second time, and when nothing is left to do, the response is the same.
        Assert.Equal(["01 revoked", "02 active current"], Describe((await _system.CallAsync("POST", "/signing-keys/01/revoke")).Body));
        Assert.Equal(409, (await _system.CallAsync("POST", "/signing-keys/01/retire")).Status);
        Assert.Equal(404, (await _system.CallAsync("POST", "/signing-keys/zz/revoke")).Status);
    }

    [Fact]
    public async Task Reissue_KeyThatLeaked_GivesItsSubscribersNewTokensOnce()
    {
        var affected = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            affected.Add((string)(await _system.CreateSubscriberAsync(NextYear, "news"))["id"]!);
        }

        Assert.Equal(409, (await ReissueAsync("01")).Status);
        await _system.CallAsync("POST", "/signing-keys/01/revoke");
        var other = await _system.CreateSubscriberAsync(NextYear, "news");
        var (status, page) = await ReissueAsync("01");
        Assert.Equal(200, status);
        Assert.Null(page["next"]);
        Assert.Equal(affected.Order(StringComparer.Ordinal), page["items"]!.AsArray().Select(item => (string?)item!["id"]));
        Assert.All(page["items"]!.AsArray(), item => Assert.StartsWith("02", (string?)item!["token"], StringComparison.Ordinal));
        Assert.Empty((await ReissueAsync("01")).Body["items"]!.AsArray());
        Assert.Equal((string?)other["token"], (string?)(await FeedsAsync(other)).Body["token"]);
        var subscriber = await _system.Subscribers.FindAsync(affected[0], TestContext.Current.CancellationToken);
        Assert.Single(subscriber!.FormerTokens);
    }

    [Fact]
    public async Task Reissued_ResponseLost_ListsEverybodyWithTheTokenOfToday()
    {
        await _system.CreateSubscriberAsync(NextYear, "news");
        await RotateAsync("01");
        var other = await _system.CreateSubscriberAsync(NextYear, "news");
        Assert.Empty((await ListReissuedAsync()).Items);
        var (_, page) = await ReissueAsync("01");
        var (items, pages) = await ListReissuedAsync();
        Assert.Equal(page["items"]!.AsArray().Select(item => (string?)item!["token"]), items.Select(item => (string?)item["token"]));
        Assert.DoesNotContain(items, item => (string?)item["id"] == (string?)other["id"]);
        Assert.InRange(pages, 2, 50);

        var (_, rotated, _) = await _system.CallAsync("POST", $"/subscribers/{items[0]["id"]}/rotate");
        Assert.Equal((string?)rotated["token"], (string?)(await ListReissuedAsync()).Items.Single()["token"]);
        Assert.Equal(404, (await _system.CallAsync("GET", "/signing-keys/zz/reissued")).Status);
        Assert.Equal(400, (await _system.CallAsync("GET", "/signing-keys/01/reissued?limit=0")).Status);
        Assert.Equal(400, (await _system.CallAsync("GET", "/signing-keys/01/reissued?cursor=%20")).Status);
        Assert.Equal(404, (await _system.CallAsync("GET", $"/shows/{new string('a', 5000)}")).Status);

        async Task<(List<JsonNode> Items, int Pages)> ListReissuedAsync()
        {
            var (items, pages, cursor) = (new List<JsonNode>(), 0, "");
            while (true)
            {
                var (status, body, _) = await _system.CallAsync("GET", $"/signing-keys/01/reissued?limit=1{cursor}");
                Assert.True(status == 200, body.ToJsonString());
                items.AddRange(body["items"]!.AsArray().Select(item => item!));
                pages++;
                if ((string?)body["next"] is not { } next)
                {
                    return (items, pages);
                }

                cursor = $"&cursor={next}";
            }
        }
    }

    [Fact]
    public async Task Reissue_TableFailsOnTheWay_TellsWhomItReachedAndWhereToGoOn()
    {
        for (var i = 0; i < 5; i++)
        {
            await _system.CreateSubscriberAsync(NextYear, "news");
        }

        await RotateAsync("01");
        var updates = 0;
        _system.Disturbed.RefusesWith503 = request => DisturbedConnections.IsTableWrite(request) && Interlocked.Increment(ref updates) > 2;
        var (status, page) = await ReissueAsync("01");
        _system.Disturbed.RefusesWith503 = _ => false;
        Assert.Equal(200, status);
        Assert.Equal(2, page["items"]!.AsArray().Count);
        var (_, rest, _) = await _system.CallAsync("POST", "/signing-keys/01/reissue", new { cursor = (string?)page["next"] });
        Assert.Equal(3, rest["items"]!.AsArray().Count);
        Assert.Null(rest["next"]);
    }

    [Fact]
    public async Task Create_WhileTheKeyIsRevoked_NeverKeepsATokenUnderItForLong()
    {
        // A process that has known the old key for a while.
        var api = _system.NewPublisherApi();
        await _system.CreateSubscriberAsync(NextYear, "news");
        await FunctionSystem.InvokeAsync(api, "GET", "/signing-keys", new Dictionary<string, string>());
        await _system.CallAsync("POST", "/signing-keys/01/revoke");
        var response = await FunctionSystem.InvokeAsync(
            api,
            "POST",
            "/subscribers",
            new Dictionary<string, string> { ["content-type"] = "application/json" },
            $$"""{"email":"a@example.com","shows":["news"],"expiresAt":"{{NextYear:O}}"}""");
        Assert.StartsWith("02", (string?)JsonNode.Parse(response.Body)!["token"], StringComparison.Ordinal);
    }

    private async Task<(int Status, JsonObject Body)> RotateAsync(string replaces)
    {
        var (status, body, _) = await _system.CallAsync("POST", "/signing-keys", new { replaces });
        return (status, body);
    }

    private async Task<(int Status, JsonObject Body)> ReissueAsync(string key)
    {
        var (status, body, _) = await _system.CallAsync("POST", $"/signing-keys/{key}/reissue", "{}");
        return (status, body);
    }

    private async Task<(int Status, JsonObject Body)> FeedsAsync(JsonObject subscriber)
    {
        var (status, body, _) = await _system.CallAsync("GET", $"/subscribers/{subscriber["id"]}/feeds");
        return (status, body);
    }

    private async Task<SigningKey> KeyAsync(string id) =>
        (await _system.NewSigningKeyTable().FindAsync(id, TestContext.Current.CancellationToken))!;

    private static IEnumerable<string> Describe(JsonObject keys) =>
        keys["items"]!.AsArray().Select(key => $"{key!["id"]} {key["status"]}{((bool)key["current"]! ? " current" : "")}");
}
