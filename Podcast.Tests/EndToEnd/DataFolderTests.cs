using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Podcast.Tests.EndToEnd;

/// <summary><c>--Data:Folder</c>: what a run made is there in the next one.</summary>
[Collection(AppHostProcessCollection.Name)]
public sealed class DataFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-data-");
    private readonly HttpClient _player = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        _player.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Start_FolderOfTheLastRun_KeepsTokensAudioAndDemoData()
    {
        string feed;
        string demo;
        byte[] audio;
        await using (var first = await StartAsync())
        {
            feed = await CreateSubscriberAsync(first);
            demo = PathOf(first.Endpoints["feeds"]!["active"]!);
            audio = await ReadAudioAsync(first, demo);
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await StartAsync();

        Assert.Equal(demo, PathOf(second.Endpoints["feeds"]!["active"]!));
        Assert.Equal(audio, await ReadAudioAsync(second, feed));
        using var publisher = second.CreatePublisher();
        var shows = await publisher.GetFromJsonAsync<JsonNode>("shows", TestContext.Current.CancellationToken);
        Assert.Equal(["demo", "demo-extras"], shows!["items"]!.AsArray().Select(show => show!["id"]!.ToString()).Order());
        Assert.Single((await SearchAsync(publisher, "active@example.com"))["items"]!.AsArray());
    }

    private Task<RunningAppHost> StartAsync() => RunningAppHost.StartAsync(["--Data:Folder", Path.Combine(_folder.FullName, "data")]);

    private static async Task<string> CreateSubscriberAsync(RunningAppHost app)
    {
        using var publisher = app.CreatePublisher();
        using var created = await publisher.PostAsJsonAsync(
            "subscribers",
            new { email = "ada@example.com", shows = new[] { "demo" }, expiresAt = DateTimeOffset.UtcNow.AddYears(1) },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return (await created.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["feeds"]!["demo"]!.GetValue<string>();
    }

    private async Task<byte[]> ReadAudioAsync(RunningAppHost app, string feed)
    {
        var xml = XDocument.Parse(await _player.GetStringAsync(new Uri(new Uri(app.Endpoint("edge")), feed), TestContext.Current.CancellationToken));
        var enclosure = xml.Descendants("item").OrderBy(item => (string?)item.Element("guid")).Select(item => item.Element("enclosure")!).First();
        return await _player.GetByteArrayAsync(new Uri(enclosure.Attribute("url")!.Value), TestContext.Current.CancellationToken);
    }

    private static async Task<JsonNode> SearchAsync(HttpClient publisher, string email)
    {
        using var found = await publisher.PostAsJsonAsync("subscribers/search", new { email }, TestContext.Current.CancellationToken);
        return (await found.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    private static string PathOf(JsonNode feed) => new Uri(feed.GetValue<string>()).AbsolutePath;
}
