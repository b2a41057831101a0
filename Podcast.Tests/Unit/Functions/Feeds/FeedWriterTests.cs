using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;

namespace Podcast.Tests.Unit.Functions.Feeds;

public sealed class FeedWriterTests
{
    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 30, 0, TimeSpan.Zero);

    private static readonly Show News = new()
    {
        Id = "news",
        Title = "News & <Views>",
        Description = "Ünïcödé 🎧",
        Author = "The Author",
        Language = "en",
        Link = "https://news.example/",
        CreatedAt = 0,
    };

    private static readonly Episode First = new()
    {
        Show = "news",
        Id = "first",
        Title = "First",
        Description = "The first.",
        ContentType = "audio/mpeg",
        ContentLength = 12_345,
        DurationSeconds = 61.5m,
        File = "audio.mp3",
        PublishedAt = Now.ToUnixTimeSeconds(),
        CreatedAt = 0,
    };

    private readonly SubscriberToken _token = SubscriberToken.Create(SigningKey.Create("01"));

    private FeedAddress Address => FeedAddress.Read("http", "127.0.0.1:8080", _token)!;

    [Fact]
    public void Write_Episodes_IsRssThatAppsTake()
    {
        var channel = Parse(FeedWriter.Write(News, new([First]), Address, Now));
        Assert.Equal("News & <Views>", channel.Element("title")!.Value);
        Assert.Equal("https://news.example/", channel.Element("link")!.Value);
        Assert.Equal("Ünïcödé 🎧", channel.Element("description")!.Value);
        Assert.Equal("en", channel.Element("language")!.Value);
        Assert.Equal("The Author", channel.Element(Itunes + "author")!.Value);
        Assert.Equal("false", channel.Element(Itunes + "explicit")!.Value);
        Assert.Equal("Yes", channel.Element(Itunes + "block")!.Value);
        var self = channel.Element(Atom + "link")!;
        Assert.Equal($"http://127.0.0.1:8080/{_token.Text}/feeds/news.xml", self.Attribute("href")!.Value);
        Assert.Equal("self", self.Attribute("rel")!.Value);
        Assert.Equal("application/rss+xml", self.Attribute("type")!.Value);

        var item = Assert.Single(channel.Elements("item"));
        Assert.Equal("First", item.Element("title")!.Value);
        Assert.Equal("news/first", item.Element("guid")!.Value);
        Assert.Equal("false", item.Element("guid")!.Attribute("isPermaLink")!.Value);
        Assert.Equal("Sun, 22 Nov 2026 12:30:00 GMT", item.Element("pubDate")!.Value);
        Assert.Equal("62", item.Element(Itunes + "duration")!.Value);
        var enclosure = item.Element("enclosure")!;
        Assert.Equal($"http://127.0.0.1:8080/{_token.Text}/media/news/first/audio.mp3", enclosure.Attribute("url")!.Value);
        Assert.Equal("12345", enclosure.Attribute("length")!.Value);
        Assert.Equal("audio/mpeg", enclosure.Attribute("type")!.Value);
    }

    [Fact]
    public void Write_ShowWithoutLinkOrEpisodes_IsStillRss()
    {
        var channel = Parse(FeedWriter.Write(News with { Link = null }, new([]), Address, Now));
        Assert.Equal("http://127.0.0.1:8080/", channel.Element("link")!.Value);
        Assert.Empty(channel.Elements("item"));
    }

    [Theory]
    [InlineData("Lapsed", "lapsed")]
    [InlineData("Revoked", "ended")]
    [InlineData("Replaced", "moved")]
    public void WriteEnded_EachState_SaysWhyInWritingAndBySound(string state, string word)
    {
        var notice = EndedNotice.For(Enum.Parse<AccessState>(state), "en");
        var channel = Parse(FeedWriter.WriteEnded(News with { RenewalLink = "https://news.example/renew?a=1&b=2" }, notice, [], Address, Now));
        Assert.Contains(word, channel.Element("title")!.Value, StringComparison.Ordinal);
        var item = Assert.Single(channel.Elements("item"));
        Assert.Equal(notice.Text.Title, item.Element("title")!.Value);
        Assert.Contains("publisher", item.Element("description")!.Value, StringComparison.Ordinal);
        Assert.Equal("Sun, 22 Nov 2026 00:00:00 GMT", item.Element("pubDate")!.Value);
        Assert.Equal("https://news.example/renew?a=1&b=2", item.Element("link")!.Value);
        Assert.Contains("href=\"https://news.example/renew?a=1&amp;b=2\"", item.Element(Content + "encoded")!.Value, StringComparison.Ordinal);
        var enclosure = Assert.Single(channel.Descendants("enclosure"));
        Assert.Equal($"http://127.0.0.1:8080/{_token.Text}/notices/news/{notice.File}", enclosure.Attribute("url")!.Value);
        Assert.Equal("audio/mpeg", enclosure.Attribute("type")!.Value);
        Assert.Equal($"{NoticeAudio.LengthOf(notice)}", enclosure.Attribute("length")!.Value);
    }

    [Fact]
    public void WriteEnded_WithEpisodesKept_ListsThemUnchangedBehindTheNotice()
    {
        var before = Parse(FeedWriter.Write(News, new([SampleFeed.Full, SampleFeed.Plain]), Address, Now));
        var ended = Parse(FeedWriter.WriteEnded(News, EndedNotice.For(AccessState.Lapsed, "en"), [SampleFeed.Full, SampleFeed.Plain], Address, Now));
        Assert.Equal(before.Elements("item").Select(item => item.ToString()), ended.Elements("item").Skip(1).Select(item => item.ToString()));
        Assert.Equal("news/subscription-lapsed", ended.Elements("item").First().Element("guid")!.Value);
    }

    [Theory]
    [InlineData("evil.example/path")]
    [InlineData("a b")]
    [InlineData("user@host")]
    [InlineData("")]
    [InlineData(null)]
    public void Address_HostThatIsNone_IsRefused(string? host) => Assert.Null(FeedAddress.Read("https", host, _token));

    private static XElement Parse(ReadOnlyMemory<byte> document)
    {
        var feed = Encoding.UTF8.GetString(document.Span);
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", feed, StringComparison.Ordinal);
        var rss = XDocument.Parse(feed).Root!;
        Assert.Equal("rss", rss.Name.LocalName);
        Assert.Equal("2.0", rss.Attribute("version")!.Value);
        var channel = Assert.Single(rss.Elements());
        Assert.All(["title", "link", "description"], name => Assert.Single(channel.Elements(name)));
        Assert.All(channel.Elements("item").Elements("pubDate"), date =>
            Assert.True(DateTimeOffset.TryParseExact(date.Value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)));
        return channel;
    }
}
