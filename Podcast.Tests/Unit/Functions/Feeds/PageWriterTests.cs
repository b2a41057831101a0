using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;

namespace Podcast.Tests.Unit.Functions.Feeds;

public sealed class PageWriterTests
{
    private static readonly IDocument Page = Parse(PageWriter.WriteShow(SampleFeed.Show, new([SampleFeed.Full, SampleFeed.Plain]), SampleFeed.Address));

    [Fact]
    public void Show_OfAnyText_IsTextAndNoMarkup()
    {
        Assert.Equal("News & <Views>", Page.QuerySelector("h1")!.TextContent);
        var hostile = SampleFeed.Full with { Title = "\"><script>alert(1)</script>", Description = "<img src=x onerror=alert(1)>" };
        var page = Parse(PageWriter.WriteShow(SampleFeed.Show, new([hostile]), SampleFeed.Address));
        Assert.Equal(hostile.Title, page.QuerySelector(".episode")!.GetAttribute("data-title"));
        Assert.Equal(hostile.Description, page.QuerySelector(".summary")!.TextContent);
        Assert.Single(page.QuerySelectorAll("script"));
        Assert.Empty(page.QuerySelectorAll("[onerror], [style]"));
    }

    [Fact]
    public void Show_Episodes_HaveTheirAudioNotesAndTexts()
    {
        var episode = Page.QuerySelector("#e-first")!;
        Assert.Equal($"{SampleFeed.Base}/media/news/first/audio.mp3", episode.QuerySelector("a.play")!.GetAttribute("href"));
        Assert.Equal($"{SampleFeed.Base}/media/news/first/audio.m3u8", episode.GetAttribute("data-hls"));
        Assert.Equal($"{SampleFeed.Base}/media/news/first/chapters-1.json", episode.QuerySelector(".chapters")!.GetAttribute("data-chapters"));
        Assert.Equal("The first, at length: ]]> & more.", episode.QuerySelector("div.notes[dir]")!.TextContent);
        Assert.Equal("22 November 2026 · Season 2, episode 7", episode.QuerySelector(".when")!.TextContent);
        Assert.Null(Page.QuerySelector("#e-trailer")!.GetAttribute("data-hls"));
    }

    [Fact]
    public void Show_Texts_TakeTheirOwnDirectionAndLanguage() => Assert.All(
        Page.QuerySelectorAll("h1, h3, .summary, .about"),
        element =>
        {
            Assert.Equal("auto", element.GetAttribute("dir"));
            Assert.Equal("en-GB", element.GetAttribute("lang"));
        });

    [Fact]
    public void Show_ListenLinks_AreTheAppsOwnSchemesAndLeadToNoSite()
    {
        var feed = $"cast.example/{SampleFeed.Token.Text}/feeds/news.xml";
        Assert.Equal(
            [
                $"podcast://{feed}", $"pktc://subscribe/{feed}", $"overcast://x-callback-url/add?url=https%3A%2F%2F{feed.Replace("/", "%2F", StringComparison.Ordinal)}",
                $"castros://subscribe/{feed}", $"antennapod-subscribe://{feed}", $"podcastaddict://{feed}",
            ],
            Page.QuerySelectorAll(".apps a").Select(link => link.GetAttribute("href")));
        Assert.Equal("https://" + feed, Page.QuerySelector("#feed")!.GetAttribute("value"));
    }

    [Fact]
    public void Show_EverythingItLoads_IsOfItsOwnSite() => Assert.All(
        Page.QuerySelectorAll("[src], link[href], [data-hls-script], [data-art]"),
        element => Assert.All(
            new[] { element.GetAttribute("src"), element.LocalName == "link" ? element.GetAttribute("href") : null, element.GetAttribute("data-hls-script"), element.GetAttribute("data-art") }.OfType<string>(),
            address => Assert.True(address.StartsWith('/') || address.StartsWith(SampleFeed.Address.Site, StringComparison.Ordinal), address)));

    [Fact]
    public void Page_WithStyleAndScript_IsUnder60KilobytesWithoutCompression()
    {
        var page = PageWriter.WriteShow(SampleFeed.Show, new([SampleFeed.Full, SampleFeed.Plain]), SampleFeed.Address).Length;
        var assets = new[] { "listen.css", "listen.js", "icon.svg" }.Sum(name => Encoding.UTF8.GetByteCount(PageAssets.Respond(PageAssets.PathOf(name)).Body));
        Assert.InRange(page + assets, 1, 60 * 1024);
    }

    [Fact]
    public void Page_Of200Episodes_IsUnder60KilobytesAsItIsSent()
    {
        var episodes = Enumerable.Range(1, 200).Select(number => SampleFeed.Full with { Id = $"e{number}", Title = $"Episode {number}" });
        var page = PageWriter.WriteShow(SampleFeed.Show, new([.. episodes]), SampleFeed.Address);
        Assert.InRange(FeedEncoding.Compress(page, FeedEncoding.Gzip).Length, 1, 40 * 1024);
    }

    [Theory]
    [InlineData("Lapsed")]
    [InlineData("Revoked")]
    [InlineData("Replaced")]
    public void Ended_ForAnyReason_SaysItAndOffersNothingToPlay(string access)
    {
        var notice = EndedNotice.For(Enum.Parse<AccessState>(access), "de-AT");
        Assert.All(
            [PageWriter.WriteEnded(SampleFeed.Show, notice, SampleFeed.Address), PageWriter.WriteEnded(notice)],
            page =>
            {
                var document = Parse(page);
                Assert.Equal(notice.Text.Title, document.QuerySelector("#notice h2")!.TextContent);
                Assert.Equal("de", document.QuerySelector("#notice")!.GetAttribute("lang"));
                Assert.Empty(document.QuerySelectorAll(".play, .apps, #player"));
            });
        var known = Parse(PageWriter.WriteEnded(SampleFeed.Show with { RenewalLink = "https://news.example/renew" }, notice, SampleFeed.Address));
        Assert.Equal($"{SampleFeed.Base}/notices/news/{access.ToLowerInvariant()}-de.mp3", known.QuerySelector("#notice")!.GetAttribute("data-audio"));
        Assert.Equal("https://news.example/renew", known.QuerySelector("#notice a")!.GetAttribute("href"));
    }

    [Fact]
    public void Shows_Listed_LeadToTheirPages()
    {
        var page = Parse(PageWriter.WriteShows(
            [new(SampleFeed.Show, AccessState.Active), new(SampleFeed.Show with { Id = "old", Artwork = null, Title = "אחת" }, AccessState.Lapsed)], SampleFeed.Address));
        Assert.Equal([$"{SampleFeed.Base}/shows/news", $"{SampleFeed.Base}/shows/old"], page.QuerySelectorAll(".shows a").Select(link => link.GetAttribute("href")));
        Assert.Equal("Your subscription has lapsed", Assert.Single(page.QuerySelectorAll(".state")).TextContent);
        Assert.Equal("א", page.QuerySelector("span.art")!.TextContent);
    }

    [Fact]
    public void Asset_UnderItsHash_IsImmutable()
    {
        var script = PageAssets.Respond(PageAssets.PathOf("listen.js"));
        Assert.Equal("public, max-age=31536000, immutable", script.Headers["cache-control"]);
        Assert.Equal("text/javascript; charset=utf-8", script.Headers["content-type"]);
        Assert.Equal(404, PageAssets.Respond("/assets/0000000000000000/listen.js").StatusCode);
        Assert.Equal(404, PageAssets.Respond(PageAssets.PathOf("other.js")).StatusCode);
    }

    // The package of the same version from npm; the light build lacks subtitles, alternative audio and DRM.
    [Fact]
    public void HlsJs_AsDelivered_IsThePackagesFile() => Assert.Equal(
        "9467b9a3278bce740773e59423409a02fbcbb8dc668371f17198b18c2a1ab336",
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(PageAssets.Respond(PageAssets.PathOf("hls.js")).Body))));

    private static IDocument Parse(ReadOnlyMemory<byte> page) => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(page.Span));
}
