using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.Domain;
using Podcast.Tests.Integration.LocalAws.MediaConvert;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

/// <summary>The life of an episode, as the publisher sees it and as the feed shows it.</summary>
public sealed class EpisodeTests(DynamoDBLocalFixture dynamoDB, MediaConvertFixture aws) : IClassFixture<MediaConvertFixture>, IAsyncLifetime
{
    private static readonly Dictionary<string, string> AnyVersion = new() { ["if-match"] = "*" };

    private readonly FakeTimeProvider _time = new(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        _system.Time = _time;
        _system.S3 = aws.S3;
        (_system.MediaBucket, _system.IngestBucket) = (MediaConvertFixture.Media, MediaConvertFixture.Ingest);
        await _system.CreateShowAsync("news");
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task List_EpisodesOfAllStates_PagesNewestFirst()
    {
        for (var i = 0; i < 7; i++)
        {
            await CreateAsync($"e{i}", new { state = i % 2 == 0 ? "draft" : "published", publishedAt = $"2026-05-0{i + 1}T00:00:00Z" });
        }

        await CreateAsync("soon", new { publishedAt = "2026-07-01T00:00:00Z" });

        Assert.Equal(["soon", "e6", "e5", "e4", "e3", "e2", "e1", "e0"], await ListAsync("?limit=3"));
        Assert.Equal(["e6", "e4", "e2", "e0"], await ListAsync("?state=draft&limit=3"));
        Assert.Equal(["e5", "e3", "e1"], await ListAsync("?state=published&limit=1"));
        Assert.Equal(["soon"], await ListAsync("?state=scheduled"));
        Assert.Empty(await ListAsync("?state=unpublished"));
    }

    [Theory]
    [InlineData("?state=lapsed", "state")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?cursor=x", "cursor")]
    [InlineData("?stat=draft", "'stat'")]
    public async Task List_ParameterWrong_SaysWhich(string query, string named)
    {
        var (status, problem, _) = await _system.CallAsync("GET", "/shows/news/episodes" + query);
        Assert.Equal(400, status);
        Assert.Equal("/problems#invalid-query", (string?)problem["type"]);
        Assert.Contains(named, (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_CursorOfAnotherState_IsRefused()
    {
        await CreateAsync("one", new { });
        await CreateAsync("two", new { });
        var (_, page, _) = await _system.CallAsync("GET", "/shows/news/episodes?limit=1");
        Assert.Equal(400, (await _system.CallAsync("GET", $"/shows/news/episodes?state=draft&cursor={page["next"]}")).Status);
        Assert.Equal(404, (await _system.CallAsync("GET", "/shows/other/episodes")).Status);
    }

    [Fact]
    public async Task Change_OfText_IsInTheFeed()
    {
        await CreateAsync("one", new { });
        var (_, _, read) = await _system.CallAsync("GET", "/shows/news/episodes/one");

        var (status, body, headers) = await ChangeAsync("one", new { title = "Another title" }, read["etag"]);

        Assert.Equal(200, status);
        Assert.Equal("Another title", (string?)body["title"]);
        Assert.Equal("About one.", (string?)body["description"]);
        Assert.Equal("\"2\"", headers["etag"]);
        Assert.Equal("Another title", (await ReadFeedAsync()).Single().Element("title")!.Value);
    }

    [Fact]
    public async Task Change_OfAVersionThatIsNotCurrent_IsRefused()
    {
        await CreateAsync("one", new { });
        Assert.Equal(428, (await _system.CallAsync("PATCH", "/shows/news/episodes/one", new { title = "x" })).Status);
        Assert.Equal(200, (await ChangeAsync("one", new { title = "x" }, "\"1\"")).Status);
        Assert.Equal(412, (await ChangeAsync("one", new { title = "y" }, "\"1\"")).Status);
        Assert.Equal(404, (await ChangeAsync("two", new { title = "y" })).Status);
    }

    [Fact]
    public async Task Change_OfState_DecidesWhetherTheFeedHasIt()
    {
        await CreateAsync("one", new { state = "draft" });
        Assert.Empty(await ReadFeedAsync());

        Assert.Equal("scheduled", (string?)(await ChangeAsync("one", new { state = "scheduled", publishedAt = "2026-06-02T00:00:00Z" })).Body["state"]);
        Assert.Empty(await ReadFeedAsync());
        Assert.Equal("draft", (string?)(await ChangeAsync("one", new { state = "draft" })).Body["state"]);

        var published = (await ChangeAsync("one", new { state = "published" })).Body;
        Assert.Equal("published", (string?)published["state"]);
        Assert.Equal(_time.GetUtcNow(), (DateTimeOffset?)published["publishedAt"]);
        Assert.Single(await ReadFeedAsync());

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("unpublished", (string?)(await ChangeAsync("one", new { state = "unpublished" })).Body["state"]);
        Assert.Empty(await ReadFeedAsync());

        // There is no object of it here.
        var (status, problem, _) = await ChangeAsync("one", new { state = "published" });
        Assert.Equal((409, "/problems#audio-gone"), (status, (string?)problem["type"]));
        Assert.Empty(await ReadFeedAsync());
    }

    [Fact]
    public async Task State_OfAScheduledEpisode_ChangesWithTheTime()
    {
        await CreateAsync("one", new { publishedAt = "2026-06-02T00:00:00Z" });
        Assert.Equal("scheduled", (string?)(await _system.CallAsync("GET", "/shows/news/episodes/one")).Body["state"]);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("published", (string?)(await _system.CallAsync("GET", "/shows/news/episodes/one")).Body["state"]);
        Assert.Equal(["one"], await ListAsync("?state=published"));
        Assert.Single(await ReadFeedAsync());
    }

    [Theory]
    [InlineData("published", "draft", null, "#/state")]
    [InlineData("published", null, "2026-07-01T00:00:00Z", "#/publishedAt")]
    [InlineData("published", "scheduled", "2026-07-01T00:00:00Z", "#/publishedAt")]
    [InlineData("draft", "unpublished", null, "#/state")]
    [InlineData("draft", "scheduled", null, "#/publishedAt")]
    [InlineData("draft", "hidden", null, "#/state")]
    public async Task Change_ToAStateThatCannotFollow_NamesTheField(string from, string? to, string? publishedAt, string field)
    {
        await CreateAsync("one", new { state = from, publishedAt = "2026-05-01T00:00:00Z" });
        var change = new JsonObject();
        if (to is not null)
        {
            change["state"] = to;
        }

        if (publishedAt is not null)
        {
            change["publishedAt"] = publishedAt;
        }

        var (status, problem, _) = await ChangeAsync("one", change.ToJsonString());
        Assert.Equal(400, status);
        Assert.Equal(field, (string?)problem["errors"]![0]!["pointer"]);
        Assert.Equal(from, (string?)(await _system.CallAsync("GET", "/shows/news/episodes/one")).Body["state"]);
    }

    private Task<(int Status, JsonObject Body, IDictionary<string, string> Headers)> ChangeAsync(string id, object change, string? ifMatch = null) =>
        _system.CallAsync("PATCH", $"/shows/news/episodes/{id}", change, ifMatch is null ? AnyVersion : new Dictionary<string, string> { ["if-match"] = ifMatch });

    private async Task CreateAsync(string id, object fields)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(fields)!.AsObject();
        body["id"] = id;
        body["title"] = $"Episode {id}";
        body["description"] = $"About {id}.";
        (body["contentType"], body["contentLength"], body["durationSeconds"]) = ("audio/mpeg", 4321, 12);
        var (status, created, _) = await _system.CallAsync("POST", "/shows/news/episodes", body.ToJsonString());
        Assert.True(status == 201, created.ToJsonString());
        Assert.Equal("awaiting-upload", (string?)created["status"]);
        await _system.CompleteUploadAsync("news", id);
    }

    private async Task<IReadOnlyList<string?>> ListAsync(string query)
    {
        var ids = new List<string?>();
        for (string? path = "/shows/news/episodes" + query; path is not null;)
        {
            var (status, page, headers) = await _system.CallAsync("GET", path);
            Assert.Equal(200, status);
            ids.AddRange(page["items"]!.AsArray().Select(episode => (string?)episode!["id"]));
            path = headers.TryGetValue("link", out var link) ? link.Split('<', '>')[1] : null;
            Assert.Equal(path is null, page["next"] is null);
        }

        return ids;
    }

    private async Task<IReadOnlyList<XElement>> ReadFeedAsync()
    {
        var response = await FunctionSystem.InvokeAsync(_system.NewFeeds(), "GET", "/feeds/news.xml", new Dictionary<string, string>
        {
            [PodcastHeaders.Token] = "01" + new string('A', SubscriberToken.Length - 2),
            [PodcastHeaders.Access] = "active",
            [PodcastHeaders.ViewerHost] = "example.com",
        });
        Assert.Equal(200, response.StatusCode);
        return [.. XDocument.Parse(response.Body).Descendants("item")];
    }
}
