using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.Domain;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.Feeds;

/// <summary>A feed as an app polls it: conditions, encodings, paging, and what the publisher said in it.</summary>
public sealed class FeedTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";

    private readonly FakeTimeProvider _time = new(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SubscriberToken _token = SubscriberToken.Create(SigningKey.Create("01"));
    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        _system.Time = _time;
        await _system.CreateShowAsync("news");
        _time.Advance(TimeSpan.FromMinutes(1));
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Get_EverythingThatWasSaid_IsInTheFeed()
    {
        var etag = await SendAsync("PATCH", "/shows/news", new
        {
            categories = new[] { "Technology" },
            @explicit = true,
            type = "serial",
            owner = new { name = "Ada", email = "ada@example.com" },
            copyright = "© Ada",
            funding = new[] { new { url = "https://news.example/give", text = "Give" } },
            persons = new[] { new { name = "Ada", role = "host" } },
        });
        Assert.Equal("\"2\"", etag);
        await CreateEpisodeAsync("one", new { season = 1, number = 2, type = "bonus", @explicit = false, link = "https://news.example/one", notes = "<p>Notes</p>" });

        var channel = Parse(await GetAsync());
        Assert.Equal("Technology", channel.Element(Itunes + "category")!.Attribute("text")!.Value);
        Assert.Equal("true", channel.Element(Itunes + "explicit")!.Value);
        Assert.Equal("serial", channel.Element(Itunes + "type")!.Value);
        Assert.Equal("ada@example.com", channel.Element(Itunes + "owner")!.Element(Itunes + "email")!.Value);
        Assert.Equal("© Ada", channel.Element("copyright")!.Value);
        var item = Assert.Single(channel.Elements("item"));
        Assert.Equal(
            ("1", "2", "bonus", "false"),
            (item.Element(Itunes + "season")!.Value, item.Element(Itunes + "episode")!.Value, item.Element(Itunes + "episodeType")!.Value,
                item.Element(Itunes + "explicit")!.Value));
        Assert.Equal("Notes", item.Element("description")!.Value);
    }

    [Fact]
    public async Task Patch_NullAndLists_TakeAwayAndReplace()
    {
        await SendAsync("PATCH", "/shows/news", new { categories = new[] { "Technology", "Arts" }, owner = new { name = "Ada", email = "ada@example.com" } });
        await SendAsync("PATCH", "/shows/news", new { categories = new[] { "News" }, owner = new { name = "Grace" } });
        var (_, show, _) = await _system.CallAsync("GET", "/shows/news");
        Assert.Equal("News", (string?)Assert.Single(show["categories"]!.AsArray()));
        Assert.Equal(("Grace", "ada@example.com"), ((string?)show["owner"]!["name"], (string?)show["owner"]!["email"]));

        await SendAsync("PATCH", "/shows/news", """{"categories":null,"owner":null}""");
        (_, show, _) = await _system.CallAsync("GET", "/shows/news");
        Assert.Null(show["categories"]);
        Assert.Null(show["owner"]);
    }

    [Theory]
    [InlineData("""{"title":"\u200B"}""", "#/title")]
    [InlineData("""{"title":"a\nb"}""", "#/title")]
    [InlineData("""{"title":null}""", "#/title")]
    [InlineData("""{"categories":["Arts > Weather"]}""", "#/categories/0")]
    [InlineData("""{"categories":["Arts","Arts"]}""", "#/categories")]
    [InlineData("""{"type":"daily"}""", "#/type")]
    [InlineData("""{"owner":{"name":"Ada"}}""", "#/owner/email")]
    [InlineData("""{"funding":[{"url":"ftp://x","text":"Give"}]}""", "#/funding/0/url")]
    [InlineData("""{"persons":[{"role":"host"}]}""", "#/persons/0/name")]
    [InlineData("""{"guid":"no"}""", "#/guid")]
    [InlineData("""{"language":"german"}""", "#/language")]
    public async Task Patch_FieldWrong_NamesItAndChangesNothing(string patch, string field)
    {
        var (status, problem, _) = await _system.CallAsync("PATCH", "/shows/news", patch, new Dictionary<string, string> { ["if-match"] = "*" });
        Assert.Equal(400, status);
        Assert.Equal("/problems#invalid-fields", (string?)problem["type"]);
        Assert.Equal(field, (string?)Assert.Single(problem["errors"]!.AsArray())!["pointer"]);
        Assert.Equal("\"1\"", (await _system.CallAsync("GET", "/shows/news")).Headers["etag"]);
    }

    [Theory]
    [InlineData("""{"titel":null}""")]
    [InlineData("""{"id":"other"}""")]
    [InlineData("""{"explicit":"yes"}""")]
    public async Task Patch_MemberUnknownOrOfAnotherType_IsRefusedByName(string patch)
    {
        var (status, problem, _) = await _system.CallAsync("PATCH", "/shows/news", patch, new Dictionary<string, string> { ["if-match"] = "*" });
        Assert.Equal(400, status);
        Assert.Equal("/problems#invalid-body", (string?)problem["type"]);
        Assert.NotNull(problem["errors"]);
    }

    [Fact]
    public async Task Patch_Notes_KeepsTheDescriptionUnlessItIsTakenAway()
    {
        await CreateEpisodeAsync("one", new { notes = "<p>First</p>" });
        await SendAsync("PATCH", "/shows/news/episodes/one", new { notes = "<p>Second</p>", season = 3 });
        var (_, episode, _) = await _system.CallAsync("GET", "/shows/news/episodes/one");
        Assert.Equal(("First", "<p>Second</p>", 3), ((string?)episode["description"], (string?)episode["notes"], (int?)episode["season"]));

        await SendAsync("PATCH", "/shows/news/episodes/one", """{"description":null,"season":null}""");
        (_, episode, _) = await _system.CallAsync("GET", "/shows/news/episodes/one");
        Assert.Equal("Second", (string?)episode["description"]);
        Assert.Null(episode["season"]);
    }

    [Fact]
    public async Task Get_Unchanged_Is304ByTagStarAndDate()
    {
        await CreateEpisodeAsync("one");
        _time.Advance(TimeSpan.FromMinutes(1));
        var feed = await GetAsync();
        Assert.Equal(200, feed.StatusCode);
        Assert.Equal("noindex", feed.Headers["x-robots-tag"]);
        Assert.Equal("Mon, 01 Jun 2026 12:01:00 GMT", feed.Headers["last-modified"]);
        var tag = feed.Headers["etag"];

        Assert.Equal(304, (await GetAsync(("if-none-match", tag))).StatusCode);
        Assert.Equal(304, (await GetAsync(("if-none-match", $"\"other\", W/{tag}"))).StatusCode);
        Assert.Equal(304, (await GetAsync(("if-none-match", "*"))).StatusCode);
        Assert.Equal(304, (await GetAsync(("if-none-match", tag), ("accept-encoding", "gzip"))).StatusCode);
        Assert.Equal(304, (await GetAsync(("if-modified-since", feed.Headers["last-modified"]))).StatusCode);
        Assert.Equal(200, (await GetAsync(("if-modified-since", "Mon, 01 Jun 2026 12:00:59 GMT"))).StatusCode);
        Assert.Equal(200, (await GetAsync(("if-modified-since", "yesterday"))).StatusCode);

        // A tag counts more than a date.
        Assert.Equal(200, (await GetAsync(("if-none-match", "\"other\""), ("if-modified-since", feed.Headers["last-modified"]))).StatusCode);
    }

    [Fact]
    public async Task Get_AfterAnyChange_IsModifiedSince()
    {
        await CreateEpisodeAsync("one");
        await CreateEpisodeAsync("two", new { publishedAt = "2026-06-01T13:00:00Z" });
        _time.Advance(TimeSpan.FromMinutes(1));
        var changes = new (string What, Func<Task> Make)[]
        {
            ("a field of the show", () => SendAsync("PATCH", "/shows/news", new { copyright = "©" })),
            ("a field of an episode", () => SendAsync("PATCH", "/shows/news/episodes/one", new { season = 2 })),
            ("an episode taken down", () => SendAsync("PATCH", "/shows/news/episodes/one", new { state = "unpublished" })),
            ("an episode whose time has come", () =>
            {
                _time.SetUtcNow(new(2026, 6, 1, 13, 0, 0, TimeSpan.Zero));
                return Task.CompletedTask;
            }),
        };
        foreach (var (what, make) in changes)
        {
            var before = (await GetAsync()).Headers["last-modified"];
            await make();

            // Within the same second the feed may change again, so that its date is not the last word.
            Assert.Equal(200, (await GetAsync(("if-modified-since", (await GetAsync()).Headers["last-modified"]))).StatusCode);
            _time.Advance(TimeSpan.FromMinutes(1));
            var after = await GetAsync(("if-modified-since", before));
            Assert.True(after.StatusCode == 200, what);
            Assert.Equal(304, (await GetAsync(("if-modified-since", after.Headers["last-modified"]))).StatusCode);
        }
    }

    [Fact]
    public async Task Get_AccessThatCameBack_IsModifiedSinceTheFeedThatEnded()
    {
        var ended = await GetAsync("lapsed");
        Assert.Equal(200, ended.StatusCode);
        Assert.Equal(200, (await GetAsync(("if-modified-since", ended.Headers["last-modified"]))).StatusCode);

        // Nor is the feed that ended taken for the one before.
        var active = await GetAsync();
        Assert.Equal(200, (await GetAsync("lapsed", ("if-modified-since", active.Headers["last-modified"]))).StatusCode);
        Assert.Equal(304, (await GetAsync("lapsed", ("if-none-match", ended.Headers["etag"]))).StatusCode);
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *;q=0.1", "gzip")]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("", null)]
    public async Task Get_Encodings_IsCompressedAsTheAppTakesIt(string accepted, string? encoding)
    {
        await CreateEpisodeAsync("one");
        var plain = await GetAsync();
        var feed = await GetAsync(("accept-encoding", accepted));
        Assert.Equal(encoding, feed.Headers.TryGetValue("content-encoding", out var used) ? used : null);
        Assert.Equal("accept-encoding, sec-fetch-dest", feed.Headers["vary"]);
        Assert.Equal(encoding is null, plain.Headers["etag"] == feed.Headers["etag"]);
        Assert.Equal(plain.Body, Decode(feed, encoding));
    }

    [Fact]
    public async Task Get_MoreThan300Episodes_ArchivesHoldEveryEpisode()
    {
        const int count = 701;
        await StoreEpisodesAsync(count);
        var newest = await GetAsync();
        var documents = new List<XElement> { Parse(newest) };
        while (LinkOf(documents[^1], "prev-archive") is { } archive)
        {
            Assert.Equal(archive, LinkOf(documents[^1], "next"));
            var path = new Uri(archive).AbsolutePath[$"/{_token.Text}".Length..];
            documents.Add(Parse(await GetAsync("active", path)));
        }

        Assert.Equal([300, 300, 300], documents.Select(document => document.Elements("item").Count()));
        Assert.Equal("e0701", TitlesOf(documents[0])[0]);
        Assert.Equal("e0001", TitlesOf(documents[^1])[^1]);
        Assert.Equal(count, documents.SelectMany(TitlesOf).Distinct().Count());
        Assert.Equal(404, (await GetAsync("active", "/feeds/news/3.xml")).StatusCode);

        // A further episode changes no archive.
        await StoreEpisodesAsync(1, first: 702);
        Assert.Equal(TitlesOf(documents[2]), TitlesOf(Parse(await GetAsync("active", "/feeds/news/1.xml"))));
    }

    [Fact]
    public async Task Get_300Episodes_HaveNoArchive()
    {
        await StoreEpisodesAsync(300);
        var feed = Parse(await GetAsync());
        Assert.Equal(300, feed.Elements("item").Count());
        Assert.Null(LinkOf(feed, "prev-archive"));
        Assert.Equal(404, (await GetAsync("active", "/feeds/news/1.xml")).StatusCode);
    }

    [Theory]
    [InlineData("/feeds/news/0.xml")]
    [InlineData("/feeds/news/01.xml")]
    [InlineData("/feeds/news/1000.xml")]
    [InlineData("/feeds/news/1/2.xml")]
    [InlineData("/feeds/news/.xml")]
    [InlineData("/feeds/news.xml\n")]
    public async Task Get_PathOfNoDocument_Is404(string path) => Assert.Equal(404, (await GetAsync("active", path)).StatusCode);

    private static string Decode(APIGatewayHttpApiV2ProxyResponse feed, string? encoding)
    {
        Assert.Equal(encoding is not null, feed.IsBase64Encoded);
        if (encoding is null)
        {
            return feed.Body;
        }

        using var compressed = new MemoryStream(Convert.FromBase64String(feed.Body));
        using Stream stream = encoding == "br" ? new BrotliStream(compressed, CompressionMode.Decompress) : new GZipStream(compressed, CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static XElement Parse(APIGatewayHttpApiV2ProxyResponse feed)
    {
        Assert.Equal(200, feed.StatusCode);
        return XDocument.Parse(feed.Body).Root!.Element("channel")!;
    }

    private static string[] TitlesOf(XElement channel) => [.. channel.Elements("item").Select(item => item.Element("title")!.Value)];

    private static string? LinkOf(XElement channel, string relation) =>
        channel.Elements(Atom + "link").SingleOrDefault(link => link.Attribute("rel")!.Value == relation)?.Attribute("href")!.Value;

    private Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(params (string Name, string Value)[] headers) => GetAsync("active", "/feeds/news.xml", headers);

    private Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(string access, params (string Name, string Value)[] headers) =>
        GetAsync(access, "/feeds/news.xml", headers);

    private Task<APIGatewayHttpApiV2ProxyResponse> GetAsync(string access, string path, params (string Name, string Value)[] headers) =>
        FunctionSystem.InvokeAsync(
            _system.NewFeeds(),
            "GET",
            path,
            new Dictionary<string, string>(headers.Select(header => KeyValuePair.Create(header.Name, header.Value)))
            {
                ["x-podcast-token"] = _token.Text,
                ["x-podcast-access"] = access,
                ["x-viewer-host"] = "cast.example",
                ["cloudfront-forwarded-proto"] = "https",
            });

    /// <returns>The version after the change.</returns>
    private async Task<string> SendAsync(string method, string path, object body)
    {
        var (status, response, headers) = await _system.CallAsync(method, path, body, new Dictionary<string, string> { ["if-match"] = "*" });
        Assert.True(status is 200 or 201 or 202, response.ToJsonString());
        return headers["etag"];
    }

    private async Task CreateEpisodeAsync(string id, object? more = null)
    {
        var body = new System.Text.Json.Nodes.JsonObject
        {
            ["id"] = id,
            ["title"] = id,
            ["durationSeconds"] = 3,
            ["contentType"] = "audio/mpeg",
            ["contentLength"] = 10,
        };
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more ?? new { })!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        body["description"] ??= body["notes"] is null ? "About." : null;
        if (body["description"] is null)
        {
            body.Remove("description");
        }

        var (status, response, _) = await _system.CallAsync("POST", "/shows/news/episodes", body.ToJsonString());
        Assert.True(status == 201, response.ToJsonString());
        await _system.CompleteUploadAsync("news", id);
    }

    private async Task StoreEpisodesAsync(int count, int first = 1)
    {
        var start = _time.GetUtcNow().AddDays(-1000).ToUnixTimeSeconds();
        foreach (var batch in Enumerable.Range(first, count).Chunk(25))
        {
            await _system.DynamoDb.BatchWriteItemAsync(
                new BatchWriteItemRequest
                {
                    RequestItems = new()
                    {
                        [_system.CatalogTable] = [.. batch.Select(number => new WriteRequest(new PutRequest(Item(number))))],
                    },
                },
                TestContext.Current.CancellationToken);
        }

        Dictionary<string, AttributeValue> Item(int number) => new()
        {
            ["pk"] = new() { S = "SHOW#news" },
            ["sk"] = new() { S = string.Create(CultureInfo.InvariantCulture, $"EPISODE#e{number:0000}") },
            ["title"] = new() { S = string.Create(CultureInfo.InvariantCulture, $"e{number:0000}") },
            ["description"] = new() { S = "About." },
            ["contentType"] = new() { S = "audio/mpeg" },
            ["contentLength"] = new() { N = "10" },
            ["durationSeconds"] = new() { N = "3" },
            ["file"] = new() { S = "audio.mp3" },
            ["feed"] = new() { S = "news" },
            ["publishedAt"] = new() { N = (start + (number * 3600)).ToString(CultureInfo.InvariantCulture) },
            ["createdAt"] = new() { N = "1" },
        };
    }
}
