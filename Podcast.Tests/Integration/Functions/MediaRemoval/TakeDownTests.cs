using System.Xml.Linq;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;
using Podcast.Tests.Integration.Functions.PublisherApi;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.MediaRemoval;

/// <summary>What is taken down is gone from the feed, the bucket and the edge, and its address says so.</summary>
public sealed class TakeDownTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private static readonly byte[] Mp3 = [0xFF, 0xFB, 0x90, 0x00];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private PublisherSystem _system = null!;
    private SubscriberToken _token = null!;
    private string _audio = "";

    public async ValueTask InitializeAsync()
    {
        _system = await PublisherSystem.StartAsync(await dynamoDB.GetEndpointAsync());
        await _system.CallAsync("POST", "/shows", new { id = "news", title = "News", description = "About.", author = "Somebody", language = "en" });
        await CreateEpisodeAsync("one");
        _token = _system.Admit("news");
        await WaitForEdgeAsync();
        _audio = Enclosure(await ReadFeedAsync());
        Assert.Equal((200, "audio/mpeg"), await ViewAudioAsync());
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task Unpublish_APublishedEpisode_EndsItEverywhereUntilItIsPublishedAgain()
    {
        Assert.Equal(200, (await _system.CallAsync("PATCH", "/shows/news/episodes/one", new { state = "unpublished" })).Status);

        Assert.Empty((await ReadFeedAsync()).Descendants("item"));
        await AssertGoneAsync();
        Assert.Empty((await _system.S3.ListObjectsV2Async(new() { BucketName = _system.MediaBucket }, TestContext.Current.CancellationToken)).S3Objects ?? []);

        var (status, body) = await _system.CallAsync("PATCH", "/shows/news/episodes/one", new { state = "published" });
        Assert.True(status == 200, body.ToJsonString());
        Assert.Equal(_audio, Enclosure(await ReadFeedAsync()));
        Assert.Equal((200, "audio/mpeg"), await ViewAudioAsync());
    }

    [Fact]
    public async Task Unpublish_AnEpisodeWithChaptersAndTranscripts_TakesThemDownAsWell()
    {
        var chapters = new { version = "1.2.0", chapters = new[] { new { startTime = 0 } } };
        Assert.Equal(200, (await _system.CallAsync("PUT", "/shows/news/episodes/one/chapters", chapters)).Status);
        await _system.PutAsync("/shows/news/episodes/one/transcripts/en", "text/vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n");
        var feed = await ReadFeedAsync();
        var files = new[] { "chapters", "transcript" }
            .Select(name => new Uri(feed.Descendants(XNamespace.Get(FeedNamespaces.Podcasting) + name).Single().Attribute("url")!.Value).AbsolutePath).ToArray();
        Assert.Equal((200, "application/json+chapters"), await ViewAsync(files[0]));
        Assert.Equal((200, "text/vtt"), await ViewAsync(files[1]));

        // The same decision as for the audio: a forged token is none, and a subscription to another show does not count.
        var other = _system.Admit("other").Text;
        var forged = SubscriberToken.Create(SigningKey.Create("01")).Text;
        foreach (var file in files)
        {
            Assert.Equal(403, (await ViewAsync(file.Replace(_token.Text, other, StringComparison.Ordinal))).Status);
            Assert.NotEqual(200, (await ViewAsync(file.Replace(_token.Text, forged, StringComparison.Ordinal))).Status);
            Assert.Equal(404, (await ViewAsync(file.Replace("/" + _token.Text, "", StringComparison.Ordinal))).Status);
        }

        Assert.Equal(200, (await _system.CallAsync("PATCH", "/shows/news/episodes/one", new { state = "unpublished" })).Status);
        foreach (var file in files)
        {
            await AssertGoneAsync(file);
        }

        Assert.Equal(200, (await _system.CallAsync("PATCH", "/shows/news/episodes/one", new { state = "published" })).Status);
        Assert.Equal((200, "application/json+chapters"), await ViewAsync(files[0]));
        Assert.Equal((200, "text/vtt"), await ViewAsync(files[1]));

        Assert.Equal(204, (await _system.CallAsync("DELETE", "/shows/news/episodes/one")).Status);
        foreach (var file in files)
        {
            await AssertGoneAsync(file);
        }

        await AssertNoVersionsAsync();
    }

    [Fact]
    public async Task Delete_AnEpisode_LeavesNothingButItsId()
    {
        Assert.Equal(204, (await _system.CallAsync("DELETE", "/shows/news/episodes/one")).Status);

        Assert.Equal(404, (await _system.CallAsync("GET", "/shows/news/episodes/one")).Status);
        Assert.Empty((await ReadFeedAsync()).Descendants("item"));
        await AssertGoneAsync();
        await AssertNoVersionsAsync();
        Assert.Equal(409, (await _system.CallAsync("POST", "/shows/news/episodes", NewEpisode("one"))).Status);
    }

    [Fact]
    public async Task Delete_AShow_NeedsToBeConfirmedWhileSubscribersHoldIt()
    {
        await _system.CallAsync("POST", "/subscribers", new { email = "a@example.com", shows = new[] { "news" }, expiresAt = DateTimeOffset.UtcNow.AddDays(1) });
        var (status, problem) = await _system.CallAsync("DELETE", "/shows/news");
        Assert.Equal(409, status);
        Assert.Equal("/problems#show-has-subscribers", (string?)problem["type"]);
        Assert.Contains("They are 1,", (string?)problem["detail"], StringComparison.Ordinal);

        Assert.Equal(204, (await _system.CallAsync("DELETE", "/shows/news?confirm=true")).Status);

        Assert.Equal(404, (await _system.CallAsync("GET", "/shows/news")).Status);
        Assert.Equal(404, (await _system.CallAsync("GET", "/shows/news/episodes/one")).Status);
        var feed = await _system.ViewAsync($"/{_token.Text}/feeds/news.xml");
        Assert.Equal((410, "text/plain"), (feed.Status, feed.ContentType));
        await AssertGoneAsync();
        await AssertNoVersionsAsync();
        Assert.Equal(409, (await _system.CallAsync("POST", "/shows", new { id = "news", title = "t", description = "d", author = "a", language = "en" })).Status);
    }

    // What subscribers hold of the deleted show would open the new one.
    [Fact]
    public async Task Create_AShowWithTheCodeOfADeletedOne_IsRefused()
    {
        var (deleted, other) = ShowCodes.FindAlike();
        Assert.Equal(201, (await CreateShowAsync(deleted)).Status);
        Assert.Equal(204, (await _system.CallAsync("DELETE", $"/shows/{deleted}")).Status);

        var (status, problem) = await CreateShowAsync(other);
        Assert.Equal(409, status);
        Assert.Contains("another id", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(409, (await CreateShowAsync(deleted)).Status);
    }

    [Fact]
    public async Task View_OfAudioThatNeverWas_IsPlainTextWithoutTheBucket()
    {
        var (status, type, body) = await _system.ViewAsync($"/{_token.Text}/media/news/other/audio.mp3");
        Assert.Equal((404, "text/plain", "Not found.\n"), (status, type, body));
    }

    private Task<(int Status, System.Text.Json.Nodes.JsonNode Body)> CreateShowAsync(string id) =>
        _system.CallAsync("POST", "/shows", new { id, title = "t", description = "d", author = "a", language = "en" });

    private Task<(int Status, string? ContentType)> ViewAudioAsync() => ViewAsync(_audio);

    private async Task<(int Status, string? ContentType)> ViewAsync(string path)
    {
        var (status, type, _) = await _system.ViewAsync(path);
        return (status, type);
    }

    // The store reaches the edge a moment later.
    private async Task WaitForEdgeAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while ((await _system.ViewAsync($"/{_token.Text}/feeds/news.xml")).Status != 200)
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private Task AssertGoneAsync() => AssertGoneAsync(_audio);

    private async Task AssertGoneAsync(string path)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var (status, type, body) = await _system.ViewAsync(path);
            if (status == 410)
            {
                Assert.Equal(("text/plain", "This episode was taken down by its publisher.\n"), (type, body));
                return;
            }

            Assert.Equal(200, status);
            await Task.Delay(20, deadline.Token);
        }
    }

    private async Task AssertNoVersionsAsync()
    {
        foreach (var bucket in new[] { _system.MediaBucket, _system.IngestBucket })
        {
            Assert.Empty((await _system.S3.ListVersionsAsync(bucket, TestContext.Current.CancellationToken)).Versions ?? []);
        }
    }

    private static object NewEpisode(string id) =>
        new { id, title = "One", description = "First.", contentType = "audio/mpeg", contentLength = 4, durationSeconds = 1 };

    private async Task CreateEpisodeAsync(string id)
    {
        var (status, created) = await _system.CallAsync("POST", "/shows/news/episodes", NewEpisode(id));
        Assert.True(status == 201, created.ToJsonString());
        await _system.UploadAsync(created["upload"]!, Mp3);
        Assert.Equal("ready", (string?)(await _system.CallAsync("POST", $"/shows/news/episodes/{id}/upload/complete")).Body["status"]);
    }

    private async Task<XDocument> ReadFeedAsync()
    {
        var (status, _, body) = await _system.ViewAsync($"/{_token.Text}/feeds/news.xml");
        Assert.True(status == 200, $"{status} {body}");
        return XDocument.Parse(body);
    }

    private static string Enclosure(XDocument feed) => new Uri(feed.Descendants("enclosure").Single().Attribute("url")!.Value).AbsolutePath;
}
