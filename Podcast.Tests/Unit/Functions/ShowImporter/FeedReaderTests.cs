using System.Text;
using Podcast.Functions.ShowImporter;

namespace Podcast.Tests.Unit.Functions.ShowImporter;

public sealed class FeedReaderTests
{
    private static readonly Uri Address = new("https://example.com/podcasts/feed.xml");

    [Theory]
    [InlineData("https://cdn.example.com/a%20b.mp3?sig=a%2Fb%2Bc", "https://cdn.example.com/a%20b.mp3?sig=a%2Fb%2Bc")]
    [InlineData("/one.mp3", "https://example.com/one.mp3")]
    [InlineData("one.mp3", "https://example.com/podcasts/one.mp3")]
    [InlineData("//cdn.example.com/one.mp3", "https://cdn.example.com/one.mp3")]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("ftp://example.com/one.mp3", null)]
    public void Read_AddressOfAudio_IsOfTheWeb(string url, string? expected) =>
        Assert.Equal(expected, Assert.Single(Read(Item($"<enclosure url=\"{url}\" length=\"1\" type=\"audio/mpeg\"/>")).Items).Audio);

    [Theory]
    [InlineData("Mon, 06 Jan 2020 07:00:00 EST", "2020-01-06T12:00:00Z")]
    [InlineData("Mon, 06 Jan 2020 07:00:00 +0200", "2020-01-06T05:00:00Z")]
    [InlineData("Tue, 06 Jan 2020 07:00:00 GMT", "2020-01-06T07:00:00Z")]
    [InlineData("2020-01-06T07:00:00Z", "2020-01-06T07:00:00Z")]
    [InlineData("yesterday", null)]
    public void Read_Date_IsInUtc(string date, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            Assert.Single(Read(Item($"<pubDate>{date}</pubDate>")).Items).PublishedAt);

    [Theory]
    [InlineData("3723", 3723)]
    [InlineData("1:02:03", 3723)]
    [InlineData("62:03", 3723)]
    [InlineData("-5", 0)]
    [InlineData("an hour", 0)]
    public void Read_Duration_IsInSeconds(string duration, int expected) =>
        Assert.Equal(expected, Assert.Single(Read(Item($"<itunes:duration>{duration}</itunes:duration>")).Items).DurationSeconds);

    [Theory]
    [InlineData("windows-1252", 1252)]
    [InlineData("iso-8859-1", 28591)]
    [InlineData("utf-16", 1200)]
    [InlineData("utf-8", 65001)]
    public void Read_Encoding_IsThatOfTheDeclaration(string name, int codePage)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
        using var feed = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?><rss><channel><title>Jürgen</title></channel></rss>")]);

        Assert.Equal("Jürgen", FeedReader.Read(feed, Address).Show.Title);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss><channel><title>A</title></channel></rss>", "has a DTD")]
    [InlineData("<rss><channel><title>&undefined;</title></channel></rss>", "not XML that can be read")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title></feed>", "not RSS")]
    [InlineData("", "not XML that can be read")]
    public void Read_WhatIsNoFeed_SaysWhy(string feed, string expected)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(feed));

        Assert.Contains(expected, Assert.Throws<FeedException>(() => FeedReader.Read(stream, Address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NestedDeeply_EndsInAReason()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("<rss><channel><title>" + string.Concat(Enumerable.Repeat("<a>", 100_000))));

        Assert.Throws<FeedException>(() => FeedReader.Read(stream, Address));
    }

    private static string Item(string more) => $"<item><title>One</title>{more}</item>";

    private static FeedDocument Read(string items)
    {
        using var feed = new MemoryStream(Encoding.UTF8.GetBytes(
            $"<rss version=\"2.0\" xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\"><channel><title>A show</title>{items}</channel></rss>"));
        return FeedReader.Read(feed, Address);
    }
}
