using System.Text.Json.Nodes;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

public sealed class SubscriberTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
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
    public async Task Create_RepeatedWithTheSameKey_CreatesOneAndReturnsTheSame()
    {
        var body = Body("a@example.com");
        var first = await CreateAsync("key-1", body);
        var again = await CreateAsync("key-1", body);
        Assert.Equal(201, first.Status);
        Assert.Equal(201, again.Status);
        Assert.True(JsonNode.DeepEquals(first.Body, again.Body));
    }

    [Fact]
    public async Task Create_ManyAtOnceWithTheSameKey_MakesOne()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => CreateAsync("key", Body("a@example.com"))));
        Assert.All(responses, response => Assert.Equal(201, response.Status));
        Assert.Single(responses.Select(response => (string?)response.Body["token"]).Distinct());
        Assert.Single((await SearchAsync("a@example.com")));
    }

    [Fact]
    public async Task Create_SameKeyForAnotherBody_Is422()
    {
        await CreateAsync("key", Body("a@example.com"));
        var (status, problem) = await CreateAsync("key", Body("b@example.com"));
        Assert.Equal(422, status);
        Assert.Equal("/problems#idempotency-key-reused", (string?)problem["type"]);
        Assert.DoesNotContain("example.com", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_RepeatedAfterDeletion_Is410()
    {
        var created = await CreateAsync("key", Body("a@example.com"));
        await CallAsync("DELETE", created.Body, "*");
        var (status, problem) = await CreateAsync("key", Body("a@example.com"));
        Assert.Equal(410, status);
        Assert.Equal("/problems#subscriber-deleted", (string?)problem["type"]);
    }

    [Fact]
    public async Task Create_RepeatedAfterRotation_ReturnsTheCurrentToken()
    {
        var created = await CreateAsync("key", Body("a@example.com"));
        var rotated = await CallAsync("POST", created.Body, null, "/rotate");
        Assert.Equal((string?)rotated.Body["token"], (string?)(await CreateAsync("key", Body("a@example.com"))).Body["token"]);
    }

    [Fact]
    public async Task Create_KeyWithSpaces_Is400() => Assert.Equal(400, (await CreateAsync("a key", Body("a@example.com"))).Status);

    [Fact]
    public async Task Feeds_OfASubscriber_AreThoseOfTheCreation()
    {
        var created = await CreateAsync("key", Body("a@example.com"));
        var (status, body, _) = await _system.CallAsync("GET", $"/subscribers/{created.Body["id"]}/feeds");
        Assert.Equal(200, status);
        Assert.True(JsonNode.DeepEquals(created.Body["feeds"], body["feeds"]));
    }

    [Fact]
    public async Task Change_WithETag_ChangesWhatIsNamedAndNothingElse()
    {
        var created = (await CreateAsync("key", Body("a@example.com"))).Body;
        var (status, changed) = await CallAsync("PATCH", created, "\"1\"", body: """{"plan":"gold","shows":["sport","news"]}""");
        Assert.Equal(200, status);
        Assert.Equal("gold", (string?)changed["plan"]);
        Assert.Equal("a@example.com", (string?)changed["email"]);
        Assert.Equal("""["news","sport"]""", changed["shows"]!.ToJsonString());

        (status, changed) = await CallAsync("PATCH", created, "\"2\"", body: """{"plan":null,"email":"B@Example.com"}""");
        Assert.Equal(200, status);
        Assert.Null(changed["plan"]);
        Assert.Equal("B@Example.com", (string?)changed["email"]);
        Assert.Empty(await SearchAsync("a@example.com"));
        Assert.Single(await SearchAsync("b@example.com"));
    }

    [Fact]
    public async Task Change_WithoutOrWithAnOldETag_IsRefused()
    {
        var created = (await CreateAsync("key", Body("a@example.com"))).Body;
        Assert.Equal(428, (await CallAsync("PATCH", created, null, body: "{}")).Status);
        Assert.Equal(428, (await CallAsync("DELETE", created, null)).Status);
        Assert.Equal(412, (await CallAsync("PATCH", created, "\"7\"", body: "{}")).Status);
        Assert.Equal(412, (await CallAsync("DELETE", created, "W/\"1\"")).Status);
        Assert.Equal(200, (await CallAsync("PATCH", created, "\"7\", \"1\"", body: "{}")).Status);
    }

    [Theory]
    [InlineData("""{"shows":["unknown"]}""", "#/shows")]
    [InlineData("""{"shows":[]}""", "#/shows")]
    [InlineData("""{"email":"nobody"}""", "#/email")]
    [InlineData("""{"email":1}""", "#/email")]
    [InlineData("""{"plan":"No Slug"}""", "#/plan")]
    [InlineData("""{"expiresAt":"2030-01-01T00:00:00Z"}""", "#/expiresAt")]
    public async Task Change_FieldWrong_NamesIt(string body, string field)
    {
        var created = (await CreateAsync("key", Body("a@example.com"))).Body;
        var (status, problem) = await CallAsync("PATCH", created, "*", body: body);
        Assert.Equal(400, status);
        Assert.Equal(field, (string?)problem["errors"]![0]!["pointer"]);
    }

    [Fact]
    public async Task Renew_Lapsed_RunsAgainUnderTheSameAddress()
    {
        var created = await _system.CreateSubscriberAsync(DateTimeOffset.UtcNow.AddDays(-1), "news");
        await LapseAsync((string)created["id"]!);
        var (status, renewed) = await CallAsync("POST", created, null, "/renew", Renewal);
        Assert.Equal(200, status);
        Assert.Equal("active", (string?)renewed["status"]);
        var (_, feeds, _) = await _system.CallAsync("GET", $"/subscribers/{created["id"]}/feeds");
        Assert.Equal((string?)created["token"], (string?)feeds["token"]);
        Assert.Contains("expiryShard", (await ItemAsync((string)created["id"]!)).Keys);
    }

    [Fact]
    public async Task Renew_Repeated_ChangesNothing()
    {
        var created = (await CreateAsync("key", Body("a@example.com"))).Body;
        await CallAsync("POST", created, null, "/renew", Renewal);
        await CallAsync("POST", created, "\"2\"", "/renew", Renewal);
        Assert.Equal(2, (await _system.Subscribers.FindAsync((string)created["id"]!, TestContext.Current.CancellationToken))!.Version);
    }

    [Fact]
    public async Task Restore_Revoked_HasItsAccessAgain()
    {
        var created = (await CreateAsync("key", Body("a@example.com"))).Body;
        await CallAsync("POST", created, null, "/revoke");
        Assert.Equal(409, (await CallAsync("POST", created, null, "/renew", Renewal)).Status);
        var (status, restored) = await CallAsync("POST", created, null, "/restore");
        Assert.Equal(200, status);
        Assert.Equal("active", (string?)restored["status"]);
        Assert.Equal(200, (await CallAsync("POST", created, "\"3\"", "/restore")).Status);
    }

    [Fact]
    public async Task Delete_Subscriber_LeavesNothingOfThePerson()
    {
        var created = (await CreateAsync("key", Body("a@example.com"))).Body;
        await CallAsync("POST", created, null, "/rotate");
        Assert.Equal(204, (await CallAsync("DELETE", created, "\"2\"")).Status);
        Assert.Equal(404, (await _system.CallAsync("GET", $"/subscribers/{created["id"]}")).Status);
        Assert.Equal(204, (await CallAsync("DELETE", created, "\"2\"")).Status);
        Assert.Empty(await SearchAsync("a@example.com"));

        var left = await _system.DynamoDb.ScanAsync(new() { TableName = _system.SubscribersTable }, TestContext.Current.CancellationToken);
        var mark = Assert.Single(left.Items, item => item["pk"].S.Contains((string)created["id"]!, StringComparison.Ordinal));
        Assert.Equal(["pk", "purgeAt", "version", "writeId"], mark.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("3", mark["version"].N);
    }

    [Fact]
    public async Task Search_AddressInAnotherSpelling_FindsItsSubscriber()
    {
        await CreateAsync("1", Body("Listener@Example.com"));
        await CreateAsync("2", Body("listener@example.com"));
        await CreateAsync("3", Body("other@example.com"));
        Assert.Equal(2, Assert.Single(await SearchAsync(" LISTENER@example.COM "))!["subscriptions"]!.AsArray().Count);
        Assert.Equal(400, (await _system.CallAsync("POST", "/subscribers/search", new { email = "nobody" })).Status);
    }

    [Fact]
    public async Task List_EveryStatus_PagesThroughExactlyThose()
    {
        var ids = new Dictionary<string, List<string>> { ["active"] = [], ["lapsed"] = [], ["revoked"] = [] };
        for (var i = 0; i < 18; i++)
        {
            var status = ids.Keys.ElementAt(i % 3);
            var created = await _system.CreateSubscriberAsync(status == "lapsed" ? DateTimeOffset.UtcNow.AddDays(-1) : NextYear, "news");
            ids[status].Add((string)created["id"]!);
            if (status == "revoked")
            {
                await CallAsync("POST", created, null, "/revoke");
            }
            else if (i % 2 == 0 && status == "lapsed")
            {
                await LapseAsync((string)created["id"]!);
            }
        }

        foreach (var (status, expected) in ids)
        {
            var found = new List<string>();
            for (var path = $"/subscribers?status={status}&limit=4"; path is not null;)
            {
                var (code, page, headers) = await _system.CallAsync("GET", path);
                Assert.Equal(200, code);
                Assert.InRange(page["items"]!.AsArray().Count, 0, 4);
                Assert.All(page["items"]!.AsArray(), item => Assert.Equal(status, (string?)item!["status"]));
                found.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
                path = headers.TryGetValue("link", out var link) ? link.Split('<', '>')[1] : null;
            }

            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("expiresAt")]
    [InlineData("-expiresAt")]
    public async Task List_SortedByExpiry_PagesThroughAllInOrder(string sort)
    {
        // Many end at the same time, in whatever shards they are.
        for (var i = 0; i < 30; i++)
        {
            await CreateAsync($"key-{i}", new { email = $"a{i}@example.com", shows = new[] { i % 3 == 0 ? "sport" : "news" }, plan = i % 2 == 0 ? "gold" : null, expiresAt = NextYear.AddDays(i % 4) });
        }

        await CreateAsync("never", new { email = "never@example.com", shows = new[] { "news" }, plan = "gold", neverEnds = true });
        await _system.CreateSubscriberAsync(DateTimeOffset.UtcNow.AddDays(-1), "news");
        foreach (var (filter, count) in new[] { ("", 31), ("&show=news&plan=gold", 11), ("&show=sport", 10), ("&provider=stripe", 0), ("&plan=gold", 16) })
        {
            var found = new List<JsonNode>();
            for (var path = $"/subscribers?status=active&sort={sort}{filter}&limit=7"; path is not null;)
            {
                var (code, page, headers) = await _system.CallAsync("GET", path);
                Assert.Equal(200, code);
                found.AddRange(page["items"]!.AsArray().Select(item => item!));
                path = headers.TryGetValue("link", out var link) ? link.Split('<', '>')[1] : null;
            }

            Assert.Equal(count, found.Select(item => (string?)item["id"]).Distinct().Count());
            var ends = found.Select(item => (DateTimeOffset?)item["expiresAt"] ?? DateTimeOffset.MaxValue).ToArray();
            Assert.Equal(sort[0] == '-' ? ends.OrderDescending() : ends.Order(), ends);
        }

        var (_, unsorted, _) = await _system.CallAsync("GET", "/subscribers?status=active&show=sport&plan=gold&limit=100");
        Assert.Equal(5, unsorted["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?status=active&sort=email")]
    [InlineData("?status=lapsed&sort=expiresAt")]
    [InlineData("?status=active&show=No%20Slug")]
    [InlineData("?status=active&sort=expiresAt&cursor=YWN0aXZlLzMvLzA")]
    [InlineData("?status=active&shows=news")]
    [InlineData("?status=all")]
    [InlineData("?status=active&limit=0")]
    [InlineData("?status=active&limit=101")]
    [InlineData("?status=active&cursor=%20")]
    [InlineData("?status=active&cursor=YWJj")]
    [InlineData("?status=active&cursor=YWN0aXZlLzk5Ly8w")]
    [InlineData("?status=active&cursor=bGFwc2VkLzMvLzA")]
    public async Task List_QueryWrong_Is400(string query)
    {
        var (status, problem, _) = await _system.CallAsync("GET", "/subscribers" + query);
        Assert.Equal(400, status);
        Assert.Equal("/problems#invalid-query", (string?)problem["type"]);
    }

    [Fact]
    public async Task Addresses_WhereverTheyAreSent_AreInNoLogAndNoProblem()
    {
        var problems = new[]
        {
            await _system.CallAsync("GET", "/subscribers/a@example.com"),
            await _system.CallAsync("POST", "/subscribers/a@example.com/renew", new { expiresAt = NextYear }),
            await _system.CallAsync("DELETE", "/subscribers/a@example.com", headers: new Dictionary<string, string> { ["if-match"] = "*" }),
            await _system.CallAsync("GET", "/shows/a@example.com"),
            await _system.CallAsync("GET", "/a@example.com"),
            await _system.CallAsync(
                "POST",
                "/shows/a@example.com/episodes",
                new { title = "t", description = "d", durationSeconds = 1, contentType = "audio/mpeg", contentLength = 1 }),
            await _system.CallAsync("POST", "/subscribers", """{"a@example.com":1}"""),
            await _system.CallAsync("POST", "/subscribers", """{"email":["a@example.com"]}"""),
            await _system.CallAsync("POST", "/subscribers", new { email = "a@example.com" }),
            await _system.CallAsync("POST", "/signing-keys/a@example.com/revoke"),
        };
        Assert.All(problems, problem => Assert.InRange(problem.Status, 400, 404));
        Assert.All(problems, problem => Assert.DoesNotContain("example.com", problem.Body.ToJsonString(), StringComparison.Ordinal));
        Assert.DoesNotContain(_system.Logs.Lines, line => line.Contains("example.com", StringComparison.Ordinal));
    }

    private static object Renewal => new { expiresAt = NextYear.AddYears(1) };

    private static object Body(string email) => new { email, shows = new[] { "news" }, expiresAt = NextYear };

    private async Task<(int Status, JsonObject Body)> CreateAsync(string key, object body)
    {
        var (status, response, _) = await _system.CallAsync("POST", "/subscribers", body, new Dictionary<string, string> { ["idempotency-key"] = key });
        return (status, response);
    }

    private async Task<(int Status, JsonObject Body)> CallAsync(string method, JsonObject subscriber, string? etag, string action = "", object? body = null)
    {
        var headers = new Dictionary<string, string>();
        if (etag is not null)
        {
            headers["if-match"] = etag;
        }

        var (status, response, _) = await _system.CallAsync(method, $"/subscribers/{subscriber["id"]}{action}", body, headers);
        return (status, response);
    }

    private async Task<JsonArray> SearchAsync(string email) =>
        (await _system.CallAsync("POST", "/subscribers/search", new { email })).Body["items"]!.AsArray();

    private async Task<Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>> ItemAsync(string id) =>
        (await _system.DynamoDb.GetItemAsync(
            _system.SubscribersTable, new() { ["pk"] = new("SUBSCRIBER#" + id) }, TestContext.Current.CancellationToken)).Item;

    /// <summary>As expiry work does.</summary>
    private async Task LapseAsync(string id)
    {
        var read = (await _system.Subscribers.FindAsync(id, TestContext.Current.CancellationToken))!;
        Assert.True(await _system.Subscribers.TryUpdateAsync(
            read with { HasLapsed = true, Version = read.Version + 1 }, TestContext.Current.CancellationToken));
    }
}
