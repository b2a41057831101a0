using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;
using Podcast.Tests.Integration.Functions.PublisherApi;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.Transcoding;

/// <summary>Audio that is uploaded as it is to be heard: in no feed before it has been checked.</summary>
public sealed class UploadedAudioTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private PublisherSystem _system = null!;
    private SubscriberToken _token = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await PublisherSystem.StartAsync(await dynamoDB.GetEndpointAsync());
        await _system.CallAsync("POST", "/shows", new { id = "news", title = "News", description = "About.", author = "Somebody", language = "en" });
        _token = _system.Admit("news");
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task Complete_AfterTheUpload_PutsTheEpisodeIntoTheFeed()
    {
        var audio = Mp3(2000, promised: 2000);
        var upload = await CreateAsync("one", "Audio/MPEG", audio.Length);
        Assert.Empty(await ReadFeedAsync());
        Assert.Equal(409, (await _system.CallAsync("POST", "/shows/news/episodes/one/upload/complete")).Status);

        await _system.UploadAsync(upload, audio);
        var (status, episode) = await _system.CallAsync("POST", "/shows/news/episodes/one/upload/complete");

        Assert.True(status == 202, episode.ToJsonString());
        Assert.Equal("ready", (string?)episode["status"]);
        var enclosure = (await ReadFeedAsync()).Single().Element("enclosure")!;
        Assert.Equal("audio/mpeg", enclosure.Attribute("type")!.Value);
        Assert.Equal("2000", enclosure.Attribute("length")!.Value);
        Assert.EndsWith("/the-first-one_one.mp3", enclosure.Attribute("url")!.Value, StringComparison.Ordinal);
        Assert.Equal(200, (await _system.ViewAsync(new Uri(enclosure.Attribute("url")!.Value).AbsolutePath)).Status);
    }

    [Fact]
    public async Task GetUpload_AddressWasLost_ReturnsAnotherThatWorks()
    {
        var audio = Mp3(2000, promised: 2000);
        await CreateAsync("one", "audio/mpeg", audio.Length);

        var (status, asked) = await _system.CallAsync("GET", "/shows/news/episodes/one/upload");
        Assert.True(status == 200, asked.ToJsonString());
        Assert.Equal("2000", (string?)asked["upload"]!["headers"]!["content-length"]);
        await _system.UploadAsync(asked["upload"]!, audio);

        Assert.Equal("ready", (string?)(await _system.CallAsync("POST", "/shows/news/episodes/one/upload/complete")).Body["status"]);
        Assert.Equal(409, (await _system.CallAsync("GET", "/shows/news/episodes/one/upload")).Status);
    }

    [Fact]
    public async Task Complete_AudioWithChapters_BringsThemUntilOthersAreSent()
    {
        byte[] audio = [.. Id3Tag.Create(3, Id3Tag.Chapter(3, 0, 500, "Begin")), .. Mp3(2000, promised: 2000)];
        await _system.UploadAsync(await CreateAsync("one", "audio/mpeg", audio.Length), audio);
        Assert.Equal("recording", (string?)(await _system.CallAsync("POST", "/shows/news/episodes/one/upload/complete")).Body["chapters"]);
        Assert.Contains("\"Begin\"", await ReadChaptersAsync(), StringComparison.Ordinal);

        var sent = new { version = "1.2.0", chapters = new[] { new { startTime = 0, title = "Sent" } } };
        Assert.Equal("uploaded", (string?)(await _system.CallAsync("PUT", "/shows/news/episodes/one/chapters", sent)).Body["chapters"]);
        Assert.Contains("\"Sent\"", await ReadChaptersAsync(), StringComparison.Ordinal);

        Assert.Equal("recording", (string?)(await _system.CallAsync("DELETE", "/shows/news/episodes/one/chapters")).Body["chapters"]);
        Assert.Contains("\"Begin\"", await ReadChaptersAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audio/mpeg", "html", "The upload is not audio/mpeg: it does not begin like it.")]
    [InlineData("audio/mp4", "mp3", "The upload is not audio/mp4: it does not begin like it.")]
    [InlineData("audio/mpeg", "truncated", "The upload ends too early: its Xing header promises 4000 bytes of audio, and 2000 are there.")]
    [InlineData("audio/mpeg", "tag", "The upload ends too early: its ID3 tag alone has 200000010 bytes, and 2000 are there.")]
    public async Task Complete_UploadThatIsNotWhatItClaims_FailsWithTheReason(string contentType, string kind, string reason)
    {
        var content = kind switch
        {
            "html" => Encoding.ASCII.GetBytes("<html><head><title>Not found</title></head><body>404 Not found</body></html>".PadRight(79)),
            "truncated" => Mp3(2000, promised: 4000),
            "tag" => Tag(2000, 200_000_000),
            _ => Mp3(2000, promised: 2000),
        };
        await _system.UploadAsync(await CreateAsync("one", contentType, content.Length), content);

        var (status, episode) = await _system.CallAsync("POST", "/shows/news/episodes/one/upload/complete");

        Assert.True(status == 202, episode.ToJsonString());
        Assert.Equal(("failed", reason), ((string?)episode["status"], (string?)episode["reason"]));
        Assert.Empty(await ReadFeedAsync());
    }

    private async Task<System.Text.Json.Nodes.JsonNode> CreateAsync(string id, string contentType, int length)
    {
        var (status, created) = await _system.CallAsync(
            "POST", "/shows/news/episodes", new { id, title = "The first one", description = "First.", contentType, contentLength = length, durationSeconds = 1 });
        Assert.True(status == 201, created.ToJsonString());
        return created["upload"]!;
    }

    private async Task<string> ReadChaptersAsync()
    {
        var chapters = (await ReadFeedAsync()).Single().Element(XNamespace.Get(FeedNamespaces.Podcasting) + "chapters")!;
        var (status, type, body) = await _system.ViewAsync(new Uri(chapters.Attribute("url")!.Value).AbsolutePath);
        Assert.Equal((200, "application/json+chapters"), (status, type));
        return body;
    }

    private async Task<IReadOnlyList<XElement>> ReadFeedAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var (status, _, body) = await _system.ViewAsync($"/{_token.Text}/feeds/news.xml");
            if (status == 200)
            {
                return [.. XDocument.Parse(body).Descendants("item")];
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    // MPEG 1, layer 3, 128 kbit/s, 44.1 kHz, stereo: the header of its Xing frame stands 36 bytes into it.
    private static byte[] Mp3(int length, uint promised)
    {
        var audio = new byte[length];
        ((ReadOnlySpan<byte>)[0xFF, 0xFB, 0x90, 0x00]).CopyTo(audio);
        "Xing"u8.CopyTo(audio.AsSpan(36));
        BinaryPrimitives.WriteUInt32BigEndian(audio.AsSpan(40), 3);
        BinaryPrimitives.WriteUInt32BigEndian(audio.AsSpan(44), 10);
        BinaryPrimitives.WriteUInt32BigEndian(audio.AsSpan(48), promised);
        return audio;
    }

    private static byte[] Tag(int length, int size)
    {
        var audio = new byte[length];
        "ID3"u8.CopyTo(audio);
        audio[3] = 4;
        for (var i = 0; i < 4; i++)
        {
            audio[6 + i] = (byte)((size >> (7 * (3 - i))) & 0x7F);
        }

        return audio;
    }
}
