using System.Xml.Linq;
using Podcast.Functions.Domain;
using Podcast.Tests.Integration.Functions.PublisherApi;

namespace Podcast.Tests.Integration.Functions.Feeds;

/// <summary>Podcast clients keep every episode of a show, each under a name of its own and byte for byte.</summary>
/// <remarks>The explicit ones are for <c>.ci/podcast-clients</c>, which installs what they need.</remarks>
public sealed class PodcastClientTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private const int Episodes = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, byte[]> _published = [];
    private PublisherSystem _system = null!;
    private SubscriberToken _token = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await PublisherSystem.StartAsync(await dynamoDB.GetEndpointAsync());
        await _system.CallAsync("POST", "/shows", new { id = "news", title = "News & more", description = "About.", author = "Somebody", language = "en" });
        _token = _system.Admit("news");

        // The titles of every second episode are the same: what tells the files apart is the id.
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Episodes), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) => await PublishAsync(number));
        await WaitForEdgeAsync();
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public Task Download_ByPodget_KeepsEveryEpisode() => AssertDownloadsAllAsync(PodcastClient.Podget);

    [Fact(Explicit = true)]
    public Task Download_ByGPodder_KeepsEveryEpisode() => AssertDownloadsAllAsync(PodcastClient.GPodder);

    [Fact(Explicit = true)]
    public Task Download_ByNewsboat_KeepsEveryEpisode() => AssertDownloadsAllAsync(PodcastClient.Newsboat);

    private async Task AssertDownloadsAllAsync(PodcastClient client)
    {
        var downloaded = await client.DownloadAsync(new(_system.EdgeUrl, $"/{_token.Text}/feeds/news.xml"), Episodes, TestContext.Current.CancellationToken);
        Assert.Equal(_published.Keys.Order(StringComparer.Ordinal), downloaded.Keys.Order(StringComparer.Ordinal));
        Assert.All(_published, episode => Assert.Equal(episode.Value, downloaded[episode.Key]));
    }

    private async Task PublishAsync(int number)
    {
        var (id, title) = ($"episode-{number}", number % 2 == 0 ? "The news of the day" : $"Episode {number}");
        byte[] audio = [0xFF, 0xFB, 0x90, 0x00, .. new byte[4000 + number]];
        new Random(number).NextBytes(audio.AsSpan(4));
        var (status, created) = await _system.CallAsync(
            "POST", "/shows/news/episodes", new { id, title, notes = "<p>What <b>happened</b>.</p>", contentType = "audio/mpeg", contentLength = audio.Length, durationSeconds = 60 });
        Assert.True(status == 201, created.ToJsonString());
        await _system.UploadAsync(created["upload"]!, audio);
        Assert.Equal("ready", (string?)(await _system.CallAsync("POST", $"/shows/news/episodes/{id}/upload/complete")).Body["status"]);
        lock (_published)
        {
            _published.Add(number % 2 == 0 ? $"the-news-of-the-day_{id}.mp3" : $"{id}.mp3", audio);
        }
    }

    private async Task WaitForEdgeAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (await _system.ViewAsync($"/{_token.Text}/feeds/news.xml") is var (status, _, body)
            && (status != 200 || XDocument.Parse(body).Descendants("item").Count() < Episodes))
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}
