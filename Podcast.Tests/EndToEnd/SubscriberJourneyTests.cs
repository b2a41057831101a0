using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;

namespace Podcast.Tests.EndToEnd;

/// <summary>What a subscriber's podcast app meets: the demo's feeds, and a subscription that is made and ended through the publisher API.</summary>
[Collection(AppHostCollection.Name)]
public sealed class SubscriberJourneyTests(AppHostFixture app) : IDisposable
{
    private static readonly TimeSpan SyncBound = TimeSpan.FromSeconds(2);

    private readonly HttpClient _player = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly HttpClient _publisher = new(new SigV4SigningHandler(
        new BasicAWSCredentials(Endpoint(app, "accessKeyId"), Endpoint(app, "secretAccessKey")),
        RegionEndpoint.GetBySystemName(Endpoint(app, "region")),
        "lambda",
        new SocketsHttpHandler()))
    {
        BaseAddress = new(Endpoint(app, "publisher")),
    };

    public void Dispose()
    {
        _player.Dispose();
        _publisher.Dispose();
    }

    [Fact]
    public async Task ActiveFeed_EveryEnclosure_IsWhatTheFeedSays()
    {
        var enclosures = await ReadEnclosuresAsync(Feed("active"));

        // Tests of the publisher's commands add episodes of their own.
        Assert.All(["up-the-stairs", "down-the-hill"], episode => Assert.Single(enclosures, enclosure => enclosure.Url.Segments.Contains($"{episode}/")));
        foreach (var (url, length, type) in enclosures)
        {
            using var head = await _player.SendAsync(new(HttpMethod.Head, url), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Equal(length, head.Content.Headers.ContentLength);
            Assert.Equal(type, head.Content.Headers.ContentType?.MediaType);

            using var lastBytes = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new(null, 1000) } };
            using var range = await _player.SendAsync(lastBytes, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.PartialContent, range.StatusCode);
            Assert.Equal(new ContentRangeHeaderValue(length - 1000, length - 1, length), range.Content.Headers.ContentRange);
            Assert.Equal(type, range.Content.Headers.ContentType?.MediaType);
            Assert.Equal(1000, (await range.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
        }
    }

    // https://help.apple.com/itc/podcasts_connect/#/itcb54353390 lists the required tags of a show.
    [Fact]
    public async Task ActiveFeed_OfTheDemo_HasWhatAppleRequiresAndFilesThatAreThere()
    {
        var itunes = XNamespace.Get(FeedNamespaces.Itunes);
        var podcast = XNamespace.Get(FeedNamespaces.Podcasting);
        var channel = (await ReadFeedAsync(Feed("active"))).Root!.Element("channel")!;
        Assert.All(
            [(XName)"title", "description", "language", itunes + "image", itunes + "category", itunes + "explicit", itunes + "author", itunes + "owner"],
            name => Assert.NotEmpty(channel.Elements(name)));

        var demo = channel.Elements("item").Where(item => item.Element("guid")!.Value is "demo/up-the-stairs" or "demo/down-the-hill").ToArray();
        Assert.Equal(2, demo.Length);
        string[] files =
        [
            channel.Element(itunes + "image")!.Attribute("href")!.Value,
            .. demo.Select(item => item.Element(podcast + "chapters")!.Attribute("url")!.Value),
            .. demo.Select(item => item.Element(podcast + "transcript")!.Attribute("url")!.Value),
        ];
        foreach (var file in files)
        {
            using var response = await _player.GetAsync(new Uri(file), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains(response.Content.Headers.ContentType!.MediaType, new[] { "image/png", "application/json+chapters", "text/vtt" });
        }
    }

    [Theory]
    [InlineData("lapsed")]
    [InlineData("revoked")]
    public async Task EndedFeed_Read_SaysWhyAndGivesNoAudioButTheNotice(string subscriber)
    {
        var (active, _, _) = (await ReadEnclosuresAsync(Feed("active")))[0];
        var feed = await ReadFeedAsync(Feed(subscriber));

        using var notice = await _player.GetAsync(new Uri(Assert.Single(feed.Descendants("enclosure")).Attribute("url")!.Value), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, notice.StatusCode);
        Assert.Equal("audio/mpeg", notice.Content.Headers.ContentType?.MediaType);
        Assert.Contains(subscriber, feed.ToString(), StringComparison.OrdinalIgnoreCase);

        var token = Feed(subscriber).Segments[1];
        var audio = new Uri(active.ToString().Replace(active.Segments[1], token, StringComparison.Ordinal));
        using var response = await _player.GetAsync(audio, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task ActiveFeed_ByHttp10_IsTheFeed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Feed("active")) { Version = HttpVersion.Version10, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await _player.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("rss", XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Root!.Name.LocalName);
    }

    [Fact]
    public async Task Preflight_OfAudio_IsAllowedFromAnyPage()
    {
        var (audio, _, _) = (await ReadEnclosuresAsync(Feed("active")))[0];
        using var request = new HttpRequestMessage(HttpMethod.Options, audio)
        {
            Headers = { { "origin", "https://player.example" }, { "access-control-request-method", "GET" }, { "access-control-request-headers", "if-range" } },
        };
        using var response = await _player.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("access-control-allow-origin").Single());
        Assert.Contains("If-Range", string.Join(", ", response.Headers.GetValues("access-control-allow-headers")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task ForgedToken_AnyPath_IsRefusedAtTheEdge()
    {
        var feed = Feed("active").ToString();
        var token = Feed("active").Segments[1].TrimEnd('/');
        var forged = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');

        using var response = await _player.GetAsync(new Uri(feed.Replace(token, forged, StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("FunctionGeneratedResponse from cloudfront", response.Headers.GetValues("x-cache").Single());
    }

    [Fact]
    public async Task Revoke_ActiveSubscriber_EndsAccessAtTheEdgeInTime()
    {
        var created = await PostAsync("subscribers", new()
        {
            ["email"] = "ada@example.com",
            ["shows"] = new JsonArray("demo"),
            ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O", CultureInfo.InvariantCulture),
        });
        var feed = new Uri(new Uri(Endpoint(app, "edge")), created["feeds"]!["demo"]!.GetValue<string>());
        var (audio, _, _) = (await ReadEnclosuresAsync(feed))[0];

        await PostAsync($"subscribers/{created["id"]!.GetValue<string>()}/revoke", []);

        await WithinAsync(SyncBound, async end => await StatusOfAsync(audio, end) == HttpStatusCode.Forbidden);
        Assert.Contains("revoked", (await ReadFeedAsync(feed)).ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Delete_ActiveSubscriber_IsForgottenAtTheEdgeInTime()
    {
        var created = await PostAsync("subscribers", new()
        {
            ["email"] = "grace@example.com",
            ["shows"] = new JsonArray("demo"),
            ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O", CultureInfo.InvariantCulture),
        });
        var feed = new Uri(new Uri(Endpoint(app, "edge")), created["feeds"]!["demo"]!.GetValue<string>());
        var (audio, _, _) = (await ReadEnclosuresAsync(feed))[0];
        using var store = await EdgeStore.OpenAsync(app, TestContext.Current.CancellationToken);
        var entry = Digest.Hash(created["token"]!.GetValue<string>());
        await WithinAsync(SyncBound, async end => await store.FindAsync(entry, end) is not null);

        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri($"subscribers/{created["id"]}", UriKind.Relative)) { Headers = { { "if-match", "*" } } };
        using var deleted = await _publisher.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await WithinAsync(SyncBound, async end => await store.FindAsync(entry, end) is null);
        await WithinAsync(SyncBound, async end => await StatusOfAsync(audio, end) == HttpStatusCode.Forbidden);

        // Nothing tells any more why: the token is genuine and nobody's.
        using var feedless = await _player.GetAsync(feed, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, feedless.StatusCode);
        Assert.Contains("belongs to no subscription", await feedless.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty((await PostAsync("subscribers/search", new() { ["email"] = "grace@example.com" }))["items"]!.AsArray());
    }

    [Fact]
    public async Task PublisherApi_Unsigned_IsForbidden()
    {
        using var response = await _player.GetAsync(new Uri(_publisher.BaseAddress!, "shows/demo"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static async Task WithinAsync(TimeSpan bound, Func<CancellationToken, Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(bound);
        while (!await condition(deadline.Token))
        {
        }
    }

    private static string Endpoint(AppHostFixture app, string name) => app.Endpoints[name]!.GetValue<string>();

    private Uri Feed(string subscriber) => new(app.Endpoints["feeds"]![subscriber]!.GetValue<string>());

    private async Task<List<(Uri Url, long Length, string Type)>> ReadEnclosuresAsync(Uri feed) =>
        (await ReadFeedAsync(feed)).Descendants("enclosure")
            .Select(enclosure => (
                new Uri(enclosure.Attribute("url")!.Value),
                long.Parse(enclosure.Attribute("length")!.Value, CultureInfo.InvariantCulture),
                enclosure.Attribute("type")!.Value))
            .ToList();

    // Until the store has heard of a subscriber, the fallback reads DynamoDB and redirects with a grant.
    private async Task<XDocument> ReadFeedAsync(Uri feed)
    {
        using var response = await FollowAsync(feed);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var document = XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("2.0", document.Root?.Attribute("version")?.Value);
        return document;
    }

    private async Task<HttpStatusCode> StatusOfAsync(Uri uri, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, uri);
        using var response = await _player.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> FollowAsync(Uri uri)
    {
        var response = await _player.GetAsync(uri, TestContext.Current.CancellationToken);
        if (response.StatusCode != HttpStatusCode.TemporaryRedirect)
        {
            return response;
        }

        using (response)
        {
            return await _player.GetAsync(new Uri(uri, response.Headers.Location!), TestContext.Current.CancellationToken);
        }
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var response = await _publisher.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
