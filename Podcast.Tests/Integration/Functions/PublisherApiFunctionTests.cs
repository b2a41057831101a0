using System.Text.Json.Nodes;
using Podcast.Functions.Domain;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions;

public sealed class PublisherApiFunctionTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private static readonly DateTimeOffset NextYear = DateTimeOffset.UtcNow.AddYears(1);

    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Shows_Created_CanBeReadAndNotOverwritten()
    {
        var show = new { title = "Tomorrow's News!", description = "About.", author = "Somebody", language = "de-AT", link = "https://news.example" };
        var (status, body, headers) = await _system.CallAsync("POST", "/shows", show);
        Assert.Equal(201, status);
        Assert.Equal("/shows/tomorrows-news", headers["location"]);
        Assert.Equal("application/json", headers["content-type"]);

        var (readStatus, read, _) = await _system.CallAsync("GET", headers["location"]);
        Assert.Equal(200, readStatus);
        Assert.True(JsonNode.DeepEquals(body, read));

        var (againStatus, problem, againHeaders) = await _system.CallAsync("POST", "/shows", show);
        Assert.Equal(409, againStatus);
        Assert.Equal("application/problem+json", againHeaders["content-type"]);
        Assert.Equal("/problems#already-exists", (string?)problem["type"]);
    }

    [Fact]
    public async Task Shows_IdsOfTheSameCode_AreNotBothTaken()
    {
        var (first, second) = ShowCodes.FindAlike();
        await _system.CreateShowAsync(first);
        var (status, problem, _) = await _system.CallAsync(
            "POST", "/shows", new { id = second, title = "t", description = "d", author = "a", language = "en" });
        Assert.Equal(409, status);
        Assert.Contains("another id", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_FieldsWrong_NamesEachWithWhatItHasToBe()
    {
        var (status, problem, _) = await _system.CallAsync(
            "POST", "/shows", new { id = "No Slug", title = "", description = "\u0001", language = "german", link = "ftp://x" });
        Assert.Equal(400, status);
        Assert.Equal("/problems#invalid-fields", (string?)problem["type"]);
        Assert.Equal(400, (int?)problem["status"]);
        Assert.Equal(
            ["#/author", "#/description", "#/id", "#/language", "#/link", "#/title"],
            problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("""{"title":1}""", "#/title")]
    [InlineData("""{"titel":"x"}""", "#/titel")]
    public async Task Shows_InvalidBody_NamesTheProblem(string body, string? field)
    {
        var (status, problem, _) = await _system.CallAsync("POST", "/shows", body);
        Assert.Equal(400, status);
        Assert.Equal("/problems#invalid-body", (string?)problem["type"]);
        Assert.Equal(field, (string?)problem["errors"]?[0]?["pointer"]);
    }

    [Fact]
    public async Task Routes_Unknown_AreProblems()
    {
        Assert.Equal(404, (await _system.CallAsync("GET", "/")).Status);
        Assert.Equal(404, (await _system.CallAsync("GET", "/subscribers/nobody")).Status);
        Assert.Equal(404, (await _system.CallAsync("POST", "/subscribers/nobody/revoke")).Status);
        var (status, _, headers) = await _system.CallAsync("PUT", "/subscribers/s1");
        Assert.Equal(405, status);
        Assert.Equal("GET, PATCH, DELETE", headers["allow"]);
    }

    [Fact]
    public async Task Episodes_Created_ComeWithAnUploadOfExactlyThatAudio()
    {
        await _system.CreateShowAsync("news");
        var episode = new
        {
            title = "Episode One",
            description = "The first.",
            durationSeconds = 12.5,
            contentType = "audio/mpeg",
            contentLength = 4321,
            publishedAt = "2026-01-02T03:04:05Z",
        };
        var (status, body, headers) = await _system.CallAsync("POST", "/shows/news/episodes", episode);
        Assert.Equal(201, status);
        Assert.Equal("/shows/news/episodes/episode-one", headers["location"]);
        Assert.Equal("PUT", (string?)body["upload"]!["method"]);
        var url = new Uri((string)body["upload"]!["url"]!);
        Assert.Matches("ingest-bucket.*/news/episode-one/[a-z0-9]{12}$", url.Host + url.AbsolutePath);
        Assert.Contains("X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost", url.Query, StringComparison.Ordinal);
        Assert.Equal("4321", (string?)body["upload"]!["headers"]!["content-length"]);
        Assert.Equal("audio/mpeg", (string?)body["upload"]!["headers"]!["content-type"]);

        Assert.Equal(409, (await _system.CallAsync("POST", "/shows/news/episodes", episode)).Status);
        Assert.Equal(404, (await _system.CallAsync("POST", "/shows/other/episodes", episode)).Status);
    }

    [Fact]
    public async Task Subscribers_Created_GetATokenThatIsNotStored()
    {
        await _system.CreateShowAsync("news");
        var created = await _system.CreateSubscriberAsync(NextYear, "news");
        var token = (string)created["token"]!;
        Assert.Equal("active", (string?)created["status"]);
        Assert.Equal($"/{token}/feeds/news.xml", (string?)created["feeds"]!["news"]);

        var (status, read, headers) = await _system.CallAsync("GET", $"/subscribers/{created["id"]}");
        Assert.Equal(200, status);
        Assert.Equal("\"1\"", headers["etag"]);
        Assert.Null(read["token"]);
        Assert.Null(read["feeds"]);

        var items = await _system.DynamoDb.ScanAsync(new() { TableName = _system.SubscribersTable }, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(items.Items.SelectMany(item => item.Values), value => value.S?.Contains(token, StringComparison.Ordinal) == true);
        Assert.Empty(_system.Logs.Lines);
    }

    [Fact]
    public async Task Subscribers_ExpiryInThePast_AreLapsed()
    {
        await _system.CreateShowAsync("news");
        var created = await _system.CreateSubscriberAsync(DateTimeOffset.UtcNow.AddDays(-1), "news");
        Assert.Equal("lapsed", (string?)created["status"]);
    }

    [Fact]
    public async Task Subscribers_FieldsWrong_NamesEach()
    {
        await _system.CreateShowAsync("news");
        var (status, problem, _) = await _system.CallAsync("POST", "/subscribers", new { email = "nobody", shows = new[] { "news", "N" } });
        Assert.Equal(400, status);
        Assert.Equal(
            ["#/email", "#/expiresAt", "#/shows/1"],
            problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]).Order(StringComparer.Ordinal));

        var (unknownStatus, unknown, _) = await _system.CallAsync(
            "POST", "/subscribers", new { email = "a@example.com", shows = new[] { "news", "unknown" }, expiresAt = NextYear });
        Assert.Equal(400, unknownStatus);
        Assert.Contains("unknown", (string?)unknown["errors"]![0]!["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribers_FirstOnesAtOnce_ShareOneSigningKey()
    {
        await _system.CreateShowAsync("news");
        var created = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _system.CreateSubscriberAsync(NextYear, "news")));
        var key = await _system.NewSigningKeyTable().FindAsync(SigningKey.FirstId, TestContext.Current.CancellationToken);
        Assert.All(created, subscriber =>
        {
            Assert.True(SubscriberToken.TryParse((string?)subscriber["token"], out var token));
            Assert.True(token.IsSignedBy(key!));
        });
    }

    [Fact]
    public async Task Revoke_Active_IsRevokedForGoodAndSaysSoTwice()
    {
        await _system.CreateShowAsync("news");
        var id = (string)(await _system.CreateSubscriberAsync(NextYear, "news"))["id"]!;
        var (status, revoked, headers) = await _system.CallAsync("POST", $"/subscribers/{id}/revoke");
        Assert.Equal(200, status);
        Assert.Equal("revoked", (string?)revoked["status"]);
        Assert.Equal("\"2\"", headers["etag"]);
        Assert.Equal("\"2\"", (await _system.CallAsync("POST", $"/subscribers/{id}/revoke")).Headers["etag"]);

        var (rotateStatus, problem, _) = await _system.CallAsync("POST", $"/subscribers/{id}/rotate");
        Assert.Equal(409, rotateStatus);
        Assert.Equal("/problems#subscriber-revoked", (string?)problem["type"]);

        var item = await _system.DynamoDb.GetItemAsync(
            _system.SubscribersTable, new() { ["pk"] = new("SUBSCRIBER#" + id) }, TestContext.Current.CancellationToken);
        Assert.False(item.Item.ContainsKey("expiryShard"));
    }

    [Fact]
    public async Task Rotate_Repeatedly_KeepsTheLastFormerTokens()
    {
        await _system.CreateShowAsync("news");
        var created = await _system.CreateSubscriberAsync(NextYear, "news");
        var hashes = new List<string> { HashOf(created) };
        for (var i = 0; i < 6; i++)
        {
            var (status, rotated, _) = await _system.CallAsync("POST", $"/subscribers/{created["id"]}/rotate");
            Assert.Equal(200, status);
            hashes.Insert(0, HashOf(rotated));
        }

        var subscriber = await _system.Subscribers.FindAsync((string)created["id"]!, TestContext.Current.CancellationToken);
        Assert.Equal(hashes[0], subscriber!.TokenHash);
        Assert.Equal(hashes.Skip(1).Take(4), subscriber.FormerTokens);
        Assert.Equal(7, subscriber.Version);
    }

    [Fact]
    public async Task Change_IfMatchOfAnOlderVersion_Is412()
    {
        await _system.CreateShowAsync("news");
        var id = (string)(await _system.CreateSubscriberAsync(NextYear, "news"))["id"]!;
        var (status, _, _) = await _system.CallAsync("POST", $"/subscribers/{id}/rotate", headers: new Dictionary<string, string> { ["if-match"] = "\"1\"" });
        Assert.Equal(200, status);
        (status, _, _) = await _system.CallAsync("POST", $"/subscribers/{id}/revoke", headers: new Dictionary<string, string> { ["if-match"] = "\"1\"" });
        Assert.Equal(412, status);
    }

    [Fact]
    public async Task Change_ManyAtOnce_LosesNone()
    {
        await _system.CreateShowAsync("news");
        var id = (string)(await _system.CreateSubscriberAsync(NextYear, "news"))["id"]!;
        var responses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _system.CallAsync("POST", $"/subscribers/{id}/rotate")));
        var done = responses.Count(response => response.Status == 200);
        Assert.All(responses, response => Assert.Contains(response.Status, new[] { 200, 409 }));
        var subscriber = await _system.Subscribers.FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(done + 1, subscriber!.Version);
    }

    [Fact]
    public async Task Table_Missing_IsAnUnexpectedProblemWithoutPersonalData()
    {
        await _system.CreateShowAsync("news");
        await _system.DynamoDb.DeleteTableAsync(_system.SubscribersTable, TestContext.Current.CancellationToken);
        var (status, problem, _) = await _system.CallAsync(
            "POST", "/subscribers", new { email = "listener@example.com", shows = new[] { "news" }, expiresAt = NextYear });
        Assert.Equal(500, status);
        Assert.Contains("request", (string?)problem["detail"], StringComparison.Ordinal);
        var line = Assert.Single(_system.Logs.Lines);
        Assert.Contains("POST /subscribers", line, StringComparison.Ordinal);
        Assert.DoesNotContain("listener@example.com", line, StringComparison.Ordinal);
    }

    private static string HashOf(JsonObject subscriber) =>
        SubscriberToken.TryParse((string?)subscriber["token"], out var token) ? token.Hash : throw new InvalidOperationException("No token.");
}
