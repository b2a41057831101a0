using System.Xml.Linq;
using Podcast.Functions.Domain;
using Podcast.Tests.Integration.Functions.PublisherApi;

namespace Podcast.Tests.Integration.Functions.Feeds;

/// <summary>Podcast clients take the feed of a subscription that has lapsed, and what they take is the spoken notice.</summary>
/// <remarks>The explicit ones are for <c>.ci/podcast-clients</c>, which installs what they need.</remarks>
public sealed class LapsedFeedClientTests(DynamoDBLocalFixture dynamoDB) : IAsyncLifetime
{
    private PublisherSystem _system = null!;
    private Uri _feed = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await PublisherSystem.StartAsync(await dynamoDB.GetEndpointAsync());
        await _system.CallAsync("POST", "/shows", new { id = "news", title = "News & more", description = "About.", author = "Somebody", language = "en" });
        var token = _system.Admit(AccessEntry.Ended(AccessState.Lapsed));
        _feed = new(_system.EdgeUrl, $"/{token.Text}/feeds/news.xml");
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task Feed_ForAnAppThatListsOnlyAudio_ShowsTheNotice()
    {
        using var http = new HttpClient();
        var feed = XDocument.Parse(await http.GetStringAsync(_feed, TestContext.Current.CancellationToken));
        var listed = feed.Descendants("item")
            .Where(item => item.Element("enclosure") is { } enclosure
                && enclosure.Attribute("type")!.Value.StartsWith("audio/", StringComparison.Ordinal)
                && long.Parse(enclosure.Attribute("length")!.Value, System.Globalization.CultureInfo.InvariantCulture) > 0)
            .ToArray();
        var item = Assert.Single(listed);
        Assert.False(string.IsNullOrWhiteSpace(item.Element("title")!.Value));
        Assert.False(string.IsNullOrWhiteSpace(item.Element("guid")!.Value));
        Assert.True(DateTimeOffset.TryParse(item.Element("pubDate")!.Value, System.Globalization.CultureInfo.InvariantCulture, out _));
        Assert.Equal(Notice, await http.GetByteArrayAsync(new Uri(item.Element("enclosure")!.Attribute("url")!.Value), TestContext.Current.CancellationToken));
    }

    [Fact(Explicit = true)]
    public Task Notice_ByGPodder_IsDownloaded() => AssertTakesNoticeAsync(PodcastClient.GPodder);

    [Fact(Explicit = true)]
    public Task Notice_ByNewsboat_IsDownloaded() => AssertTakesNoticeAsync(PodcastClient.Newsboat);

    [Fact(Explicit = true)]
    public Task Notice_ByFeedparser_IsDownloaded() => AssertTakesNoticeAsync(PodcastClient.Feedparser);

    [Fact(Explicit = true)]
    public Task Notice_ByRssParser_IsDownloaded() => AssertTakesNoticeAsync(PodcastClient.RssParser);

    [Fact(Explicit = true)]
    public Task Notice_ByNodeFeedparser_IsDownloaded() => AssertTakesNoticeAsync(PodcastClient.NodeFeedparser);

    private static byte[] Notice => File.ReadAllBytes(Path.Combine(Repository.Folder("Podcast.Functions"), "Feeds", "Notices", "lapsed-en.mp3"));

    private async Task AssertTakesNoticeAsync(PodcastClient client)
    {
        var downloaded = await client.DownloadAsync(_feed, 1, TestContext.Current.CancellationToken);
        Assert.Equal(Notice, Assert.Single(downloaded).Value);
    }
}
