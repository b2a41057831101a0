using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Functions.Webhooks;
using Podcast.Tests.Integration.Functions.Webhooks;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions;

/// <summary>
/// The table does what it is told, but the first response to each write is lost, and the SDK repeats the write: the function takes it for its own.
/// </summary>
public sealed class RepeatedWriteTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private const string Secret = "whsec_0123456789abcdef";
    private const string Plans = """[{"price":"price_gold","plan":"gold","shows":["news"]}]""";

    private static readonly DateTimeOffset NextYear = DateTimeOffset.UtcNow.AddYears(1);

    private static readonly string Subscriber = $$"""{"email":"a@example.com","shows":["news"],"expiresAt":"{{NextYear:O}}"}""";

    private FunctionSystem _system = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Shows_EachResponseLost_AreCreatedAndChangedOnce()
    {
        const string show = """{"id":"news","title":"T","description":"D","author":"A","language":"en"}""";
        await CallAsync(201, "POST", "/shows", show);
        Assert.Equal("U", (string?)(await CallAsync(200, "PATCH", "/shows/news", """{"title":"U"}""", ifMatch: "\"1\""))["title"]);
        await CallAsync(409, "POST", "/shows", show, losesWrites: 0);
    }

    [Fact]
    public async Task Episode_ResponseLost_IsCreatedWithItsUpload()
    {
        await _system.CreateShowAsync("news");
        var episode = await CallAsync(
            201,
            "POST",
            "/shows/news/episodes",
            """{"id":"one","title":"One","description":"D","contentType":"audio/mpeg","contentLength":960000,"durationSeconds":60}""");
        Assert.NotNull(episode["upload"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("order-4711")]
    public async Task CreateSubscriber_EachResponseLost_IsCreatedOnce(string? idempotencyKey)
    {
        await _system.CreateShowAsync("news");
        // The first signing key as well as the subscriber.
        var created = await CallAsync(201, "POST", "/subscribers", Subscriber, idempotencyKey, losesWrites: 2);
        Assert.NotNull(created["token"]);
        Assert.Equal((string?)created["id"], (string?)(await SearchAsync()).Single()!["id"]);
    }

    [Fact]
    public async Task ChangeSubscriber_EachResponseLost_ChangesOnce()
    {
        await _system.CreateShowAsync("news");
        var path = $"/subscribers/{(await _system.CreateSubscriberAsync(NextYear, "news"))["id"]}";
        await CallAsync(200, "PATCH", path, """{"plan":"gold"}""", ifMatch: "\"1\"");
        await CallAsync(200, "POST", path + "/renew", $$"""{"expiresAt":"{{NextYear.AddDays(1):O}}"}""", ifMatch: "\"2\"");
        await CallAsync(200, "POST", path + "/revoke", ifMatch: "\"3\"");
        await CallAsync(200, "POST", path + "/restore", ifMatch: "\"4\"");
        var rotated = await CallAsync(200, "POST", path + "/rotate", ifMatch: "\"5\"");
        var id = path.Split('/')[2];
        var subscriber = await _system.Subscribers.FindAsync(id, Cancellation);
        Assert.Equal(6, subscriber!.Version);
        Assert.Single(subscriber.FormerTokens);
        Assert.Equal((string?)rotated["token"], (string?)(await _system.CallAsync("GET", path + "/feeds")).Body["token"]);
        await CallAsync(204, "DELETE", path, ifMatch: "\"6\"");
        Assert.True(await _system.Subscribers.WasDeletedAsync(id, Cancellation));
    }

    [Fact]
    public async Task SigningKeys_EachResponseLost_ChangeOnce()
    {
        await _system.CreateShowAsync("news");
        await _system.CreateSubscriberAsync(NextYear, "news");
        await CallAsync(201, "POST", "/signing-keys", """{"replaces":"01"}""");
        Assert.Single((await CallAsync(200, "POST", "/signing-keys/01/reissue", "{}"))["items"]!.AsArray());
        await CallAsync(200, "POST", "/signing-keys/01/retire");
        var keys = await CallAsync(200, "POST", "/signing-keys/02/revoke");
        Assert.Equal(["retired", "revoked", "active"], keys["items"]!.AsArray().Select(key => (string?)key!["status"]));
    }

    [Fact]
    public async Task Import_EachResponseLost_ReportsWhatItCreated()
    {
        await _system.CreateShowAsync("news");
        await _system.CreateSubscriberAsync(NextYear, "news");
        LoseResponses();
        var response = await _system.SendAsync(
            "POST", "/imports/i/lines?firstLine=1", "text/csv", $"email,shows,expiresAt\na@example.com,news,{NextYear:O}\nb@example.com,news,{NextYear:O}\n");
        var report = JsonNode.Parse(response.Body)!;
        Assert.Equal((2, 0), ((int)report["created"]!, (int)report["existing"]!));
        Assert.Equal(2, _system.Disturbed.Lost);
    }

    [Fact]
    public async Task Providers_EachResponseLost_AreWrittenOnce()
    {
        await _system.CreateShowAsync("news");
        var body = $$"""{"secrets":["{{Secret}}"],"plans":{{Plans}}}""";
        // The first signing key as well as the provider.
        await CallAsync(201, "PUT", "/providers/stripe", body, losesWrites: 2);
        await CallAsync(200, "PUT", "/providers/stripe", body, ifMatch: "\"1\"");
        await CallAsync(204, "DELETE", "/providers/stripe", ifMatch: "\"2\"");
    }

    [Fact]
    public async Task Webhooks_EachResponseLost_TakeEachEventOnce()
    {
        await _system.CreateShowAsync("news");
        await _system.CallAsync("PUT", "/providers/stripe", $$"""{"secrets":["{{Secret}}"],"plans":{{Plans}}}""");
        var now = DateTimeOffset.UtcNow;
        LoseResponses();
        Assert.Equal("no-plan", await SendAsync(StripeEvents.Subscription("created", "evt_1", now, NextYear, price: "price_other")));
        Assert.Equal("created", await SendAsync(StripeEvents.Subscription("updated", "evt_2", now.AddSeconds(1), NextYear)));
        Assert.Equal("changed", await SendAsync(StripeEvents.Subscription("updated", "evt_3", now.AddSeconds(2), NextYear.AddDays(1))));
        Assert.InRange(_system.Disturbed.Lost, 3, 4);

        async Task<string?> SendAsync(string body)
        {
            var response = await FunctionSystem.InvokeAsync(
                _system.NewWebhooks(),
                "POST",
                "/webhooks/stripe",
                new Dictionary<string, string>
                {
                    ["content-type"] = "application/json",
                    [StripeSignature.Header] = StripeSignature.Sign(Secret, Encoding.UTF8.GetBytes(body), DateTimeOffset.UtcNow),
                },
                body);
            return (string?)JsonNode.Parse(response.Body)!["outcome"];
        }
    }

    [Fact]
    public async Task Cleanup_EachResponseLost_CountsWhatItExpired()
    {
        await _system.CreateShowAsync("news");
        await _system.CreateSubscriberAsync(DateTimeOffset.UtcNow.AddDays(-1), "news");
        LoseResponses();
        var result = await SubscriberCleanupFunction.Compose(_system.Services).HandleAsync(
            default, new("request", null, Cancellation, DateTimeOffset.UtcNow.AddHours(1)));
        Assert.Equal((1, 0), (result.Expired, result.Renewed));
        Assert.Equal(1, _system.Disturbed.Lost);
    }

    private async Task<JsonArray> SearchAsync() =>
        (await _system.CallAsync("POST", "/subscribers/search", new { email = "a@example.com" })).Body["items"]!.AsArray();

    private void LoseResponses() => _system.Disturbed.LosesResponseOf = DisturbedConnections.IsTableWrite;

    private async Task<JsonObject> CallAsync(
        int status, string method, string path, string? body = null, string? idempotencyKey = null, string? ifMatch = null, int losesWrites = 1)
    {
        var headers = new Dictionary<string, string>();
        if (idempotencyKey is not null)
        {
            headers["idempotency-key"] = idempotencyKey;
        }

        if (ifMatch is not null)
        {
            headers["if-match"] = ifMatch;
        }

        var before = _system.Disturbed.Lost;
        LoseResponses();
        var (actual, json, _) = await _system.CallAsync(method, path, body, headers);
        _system.Disturbed.LosesResponseOf = _ => false;
        Assert.True(actual == status, $"{method} {path}: {actual} {json.ToJsonString(JsonSerializerOptions.Web)}");
        if (losesWrites > 0)
        {
            Assert.Equal(losesWrites, _system.Disturbed.Lost - before);
        }

        return json;
    }
}
