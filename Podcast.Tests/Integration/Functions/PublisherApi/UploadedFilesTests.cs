using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.Functions.Domain;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.PublisherApi;

/// <summary>What a publisher uploads beside audio, from the API to the address where it is delivered.</summary>
public sealed class UploadedFilesTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private PublisherSystem _system = null!;
    private HttpClient _publisher = null!;
    private HttpClient _viewer = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await PublisherSystem.StartAsync(await dynamoDB.GetEndpointAsync());
        _publisher = new(new SigV4SigningHandler(
            new BasicAWSCredentials(PublisherSystem.AccessKeyId, PublisherSystem.SecretAccessKey), RegionEndpoint.USEast1, "lambda", new SocketsHttpHandler()))
        {
            BaseAddress = new(_system.PublisherUrl),
        };
        _viewer = new() { BaseAddress = _system.EdgeUrl };
        await SendAsync(
            HttpMethod.Post, "/shows", Json("""{"id":"news","title":"News","description":"About.","author":"Ada","language":"en"}"""), HttpStatusCode.Created);
        await SendAsync(
            HttpMethod.Post,
            "/shows/news/episodes",
            Json("""{"id":"one","title":"One","description":"First.","durationSeconds":1,"contentType":"audio/mpeg","contentLength":4}"""),
            HttpStatusCode.Created);
    }

    public async ValueTask DisposeAsync()
    {
        _publisher.Dispose();
        _viewer.Dispose();
        await _system.DisposeAsync();
    }

    [Fact]
    public async Task Artwork_OfShowAndEpisode_IsDeliveredToEverybodyForEver()
    {
        var png = Images.Png(1400, 1400);
        var jpeg = Images.Jpeg(3000, 3000);
        var show = await SendAsync(HttpMethod.Put, "/shows/news/artwork", File(png, "image/png"));
        var episode = await SendAsync(HttpMethod.Put, "/shows/news/episodes/one/artwork", File(jpeg, "image/jpeg"));

        await AssertDeliveredAsync((string)show["artwork"]!, png, "image/png");
        await AssertDeliveredAsync((string)episode["artwork"]!, jpeg, "image/jpeg");

        // The same image has the same address; taken away, it is still delivered to whoever has the address.
        var again = await SendAsync(HttpMethod.Put, "/shows/news/artwork", File(png, "image/png"));
        Assert.Equal((string?)show["artwork"], (string?)again["artwork"]);
        Assert.Null((await SendAsync(HttpMethod.Delete, "/shows/news/artwork", null))["artwork"]);
        Assert.Null((await SendAsync(HttpMethod.Delete, "/shows/news/episodes/one/artwork", null))["artwork"]);
        await AssertDeliveredAsync((string)show["artwork"]!, png, "image/png");
    }

    [Fact]
    public async Task Artwork_ThatIsNone_SaysWhyAndChangesNothing()
    {
        var problem = await SendAsync(HttpMethod.Put, "/shows/news/artwork", File(Images.Png(1400, 1500), "image/png"), HttpStatusCode.BadRequest);
        Assert.Equal("/problems#invalid-file", (string?)problem["type"]);
        Assert.Contains("square", (string?)problem["detail"], StringComparison.Ordinal);
        await SendAsync(HttpMethod.Put, "/shows/news/artwork", File(new byte[4 * 1024 * 1024 + 1], "image/png"), HttpStatusCode.RequestEntityTooLarge);
        await SendAsync(HttpMethod.Put, "/shows/news/artwork", File([1], "image/gif"), HttpStatusCode.UnsupportedMediaType);
        await SendAsync(HttpMethod.Put, "/shows/none/artwork", File(Images.Jpeg(1400, 1400), "image/jpeg"), HttpStatusCode.NotFound);
        Assert.Null((await SendAsync(HttpMethod.Get, "/shows/news", null))["artwork"]);
    }

    [Fact]
    public async Task ChaptersAndTranscripts_OfAnEpisode_AreBesideItsAudioAndInItsDescription()
    {
        const string episode = "/shows/news/episodes/one";
        var chapters = """{"version":"1.2.0","chapters":[{"startTime":0,"title":"Begin"}]}"""u8.ToArray();
        var vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"u8.ToArray();
        Assert.Equal(
            "uploaded", (string?)(await SendAsync(HttpMethod.Put, episode + "/chapters", File(chapters, "application/json+chapters")))["chapters"]);
        await SendAsync(HttpMethod.Put, episode + "/transcripts/en", File(vtt, "text/vtt"));
        await SendAsync(HttpMethod.Put, episode + "/transcripts/en", File("1\n00:00:00,000 --> 00:00:01,000\nHello\n"u8.ToArray(), "application/x-subrip"));
        var read = await SendAsync(HttpMethod.Put, episode + "/transcripts/de-AT", File(vtt, "text/vtt"));
        Assert.Equal(
            ["en text/vtt", "en application/x-subrip", "de-AT text/vtt"],
            read["transcripts"]!.AsArray().Select(transcript => $"{transcript!["language"]} {transcript["contentType"]}"));
        read = await SendAsync(HttpMethod.Delete, episode + "/transcripts/en", null);
        Assert.Equal("de-AT", (string?)Assert.Single(read["transcripts"]!.AsArray())!["language"]);
        Assert.Null((await SendAsync(HttpMethod.Delete, episode + "/chapters", null))["chapters"]);
    }

    [Fact]
    public async Task ChaptersAndTranscripts_ThatAreNone_AreRefusedWithTheReason()
    {
        const string episode = "/shows/news/episodes/one";
        var problem = await SendAsync(HttpMethod.Put, episode + "/chapters", Json("""{"chapters":[]}"""), HttpStatusCode.BadRequest);
        Assert.Equal("/problems#invalid-file", (string?)problem["type"]);
        problem = await SendAsync(HttpMethod.Put, episode + "/transcripts/en", File("Hello"u8.ToArray(), "text/vtt"), HttpStatusCode.BadRequest);
        Assert.Contains("WEBVTT", (string?)problem["detail"], StringComparison.Ordinal);
        problem = await SendAsync(HttpMethod.Put, episode + "/transcripts/german", File("WEBVTT"u8.ToArray(), "text/vtt"), HttpStatusCode.BadRequest);
        Assert.Equal("/problems#invalid-query", (string?)problem["type"]);
        await SendAsync(HttpMethod.Put, episode + "/transcripts/en", File("Hello"u8.ToArray(), "text/plain"), HttpStatusCode.UnsupportedMediaType);
        await SendAsync(HttpMethod.Put, "/shows/news/episodes/none/chapters", Json("""{"version":"1","chapters":[{"startTime":0}]}"""), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Notice_OfThePublisher_IsHeardInPlaceOfTheDefault()
    {
        var token = _system.Admit(AccessEntry.Ended(AccessState.Lapsed));
        var byDefault = await FindNoticeAsync(token);
        Assert.EndsWith("/notices/news/lapsed-en.mp3", byDefault, StringComparison.Ordinal);
        using var spoken = await _viewer.GetAsync(new Uri(byDefault), TestContext.Current.CancellationToken);
        Assert.Equal("audio/mpeg", spoken.Content.Headers.ContentType!.ToString());

        byte[] own = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
        var show = await SendAsync(HttpMethod.Put, "/shows/news/notices/lapsed", File(own, "audio/mpeg"));
        Assert.Equal("lapsed", (string?)Assert.Single(show["notices"]!.AsArray()));
        await AssertDeliveredAsync(new Uri(await FindNoticeAsync(token)).AbsolutePath, own, "audio/mpeg");

        // The other reasons have their default, and this one again when it is taken away.
        Assert.EndsWith("/revoked-en.mp3", await FindNoticeAsync(_system.Admit(AccessEntry.Ended(AccessState.Revoked))), StringComparison.Ordinal);
        Assert.Null((await SendAsync(HttpMethod.Delete, "/shows/news/notices/lapsed", null))["notices"]);
        Assert.Equal(byDefault, await FindNoticeAsync(token));
    }

    [Fact]
    public async Task Notice_ThatIsNone_SaysWhyAndChangesNothing()
    {
        byte[] own = [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];
        await SendAsync(HttpMethod.Put, "/shows/news/notices/lapsed", File("RIFF....WAVE"u8.ToArray(), "audio/mpeg"), HttpStatusCode.BadRequest);
        await SendAsync(HttpMethod.Put, "/shows/news/notices/lapsed", File(own, "audio/wav"), HttpStatusCode.UnsupportedMediaType);
        await SendAsync(HttpMethod.Put, "/shows/news/notices/lapsed", File(new byte[1024 * 1024 + 1], "audio/mpeg"), HttpStatusCode.RequestEntityTooLarge);
        await SendAsync(HttpMethod.Put, "/shows/news/notices/other", File(own, "audio/mpeg"), HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Put, "/shows/none/notices/lapsed", File(own, "audio/mpeg"), HttpStatusCode.NotFound);
        Assert.Null((await SendAsync(HttpMethod.Get, "/shows/news", null))["notices"]);
    }

    private async Task<string> FindNoticeAsync(SubscriberToken token)
    {
        var feed = XDocument.Parse(await _viewer.GetStringAsync(new Uri($"/{token.Text}/feeds/news.xml", UriKind.Relative), TestContext.Current.CancellationToken));
        return Assert.Single(feed.Descendants("enclosure")).Attribute("url")!.Value;
    }

    private async Task AssertDeliveredAsync(string path, byte[] content, string contentType)
    {
        using var response = await _viewer.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
        Assert.Equal(content, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static ByteArrayContent File(byte[] content, string contentType) => new(content) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };

    private static StringContent Json(string text) => new(text, new MediaTypeHeaderValue("application/json"));

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, HttpContent? content, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var response = await _publisher.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {body}\n{string.Join('\n', _system.Logs.Lines)}");
        return JsonNode.Parse(body)!.AsObject();
    }
}
