using Podcast.Functions.Domain;
using Podcast.Tests.Integration.LocalAws.MediaConvert;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions;

/// <summary>While the store is down, the fallback delivers playlists, so that their relative addresses lead back to it.</summary>
public sealed class FallbackPlaylistTests(MediaConvertFixture aws, DynamoDBLocalFixture dynamoDB) : IClassFixture<MediaConvertFixture>, IAsyncLifetime
{
    private const string Playlist = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=70000\naudio-1_64k.m3u8\n";

    private FunctionSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        (_system.S3, _system.MediaBucket) = (aws.S3, MediaConvertFixture.Media);
        await _system.CreateShowAsync("news");
        foreach (var (file, content) in new[] { ("audio-1.m3u8", Playlist), ("audio-1_64k_00001.ts", "segment"), ("audio-1.mp3", "audio") })
        {
            await aws.S3.PutObjectAsync(
                new() { BucketName = MediaConvertFixture.Media, Key = "media/news/one/" + file, ContentBody = content }, TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task StoreDown_ActiveSubscriber_GetsThePlaylistAndARedirectToEachSegment()
    {
        var token = await CreateAsync(1);
        var (status, headers, body) = await GetAsync(token, "audio-1.m3u8");
        Assert.Equal((200, Playlist), (status, body));
        Assert.Equal("application/vnd.apple.mpegurl", headers["content-type"]);
        Assert.Equal("no-store", headers["cache-control"]);
        (status, headers, _) = await GetAsync(token, "audio-1_64k_00001.ts");
        Assert.Equal(307, status);
        Assert.Contains("X-Amz-Signature=", headers["location"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audio-2.m3u8")]
    [InlineData("audio-2.mp3")]
    [InlineData("audio-1_64k_00002.ts")]
    public async Task StoreDown_MissingFile_IsThePlainNotFound(string file)
    {
        var (status, headers, body) = await GetAsync(await CreateAsync(1), file);

        Assert.Equal((404, "Not found.\n"), (status, body));
        Assert.StartsWith("text/plain", headers["content-type"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task StoreDown_Audio_IsRedirectedToAnAddressThatWorks(string method)
    {
        var (status, headers, _) = await GetAsync(await CreateAsync(1), "audio-1.mp3", method);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(new(method), headers["location"]);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((307, System.Net.HttpStatusCode.OK), (status, response.StatusCode));
    }

    [Fact]
    public async Task StoreDown_LapsedSubscriber_GetsNoPlaylist() =>
        Assert.Equal(403, (await GetAsync(await CreateAsync(-1), "audio-1.m3u8")).Status);

    private async Task<SubscriberToken> CreateAsync(int days)
    {
        var subscriber = await _system.CreateSubscriberAsync(DateTimeOffset.UtcNow.AddDays(days), "news");
        Assert.True(SubscriberToken.TryParse((string?)subscriber["token"], out var token));
        return token;
    }

    private async Task<(int Status, IDictionary<string, string> Headers, string? Body)> GetAsync(SubscriberToken token, string file, string method = "GET")
    {
        var response = await FunctionSystem.InvokeAsync(
            _system.NewEntitlements(),
            method,
            $"/entitlements/{token.Hash}/media/news/one/{file}",
            new Dictionary<string, string> { [PodcastHeaders.Token] = token.Text, [PodcastHeaders.Access] = PodcastHeaders.Unchecked });
        return (response.StatusCode, response.Headers, response.Body);
    }
}
