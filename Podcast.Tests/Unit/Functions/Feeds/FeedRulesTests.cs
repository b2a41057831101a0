using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Podcast.Functions.Catalog;
using Podcast.Functions.Transcoding;
using static Podcast.Tests.Unit.Functions.Feeds.SampleFeed;

namespace Podcast.Tests.Unit.Functions.Feeds;

/// <summary>The published rules of those who read feeds, each with the page that states it, checked against a feed that uses every field.</summary>
public sealed partial class FeedRulesTests
{
    private const string AppleGuide = "https://help.apple.com/itc/podcasts_connect/#/itcb54353390";
    private const string AppleRequirements = "https://podcasters.apple.com/support/823-podcast-requirements";
    private const string AppleArtwork = "https://podcasters.apple.com/support/896-artwork-requirements";
    private const string AppleCategories = "https://podcasters.apple.com/support/1691-apple-podcasts-categories";
    private const string AppleTranscripts = "https://podcasters.apple.com/support/5316-transcripts-on-apple-podcasts";
    private const string Rss = "https://www.rssboard.org/rss-specification";
    private const string RssProfile = "https://www.rssboard.org/rss-profile";
    private const string W3C = "https://validator.w3.org/feed/docs/";
    private const string Spotify = "https://support.spotify.com/us/creators/article/podcast-specification-doc/";
    private const string PodcastIndex = "https://podcasting2.org/docs/podcast-namespace/tags/";
    private const string Archives = "https://www.rfc-editor.org/rfc/rfc5005";

    private static readonly FeedRule[] Rules =
    [
        // RSS and the W3C's validator.
        new(Rss + "#requiredChannelElements", "channel has title, link and description, once each", channel => Assert.All(
            ["title", "link", "description"], name => Assert.NotEmpty(Assert.Single(channel.Elements(name)).Value))),
        new(Rss + "#hrelementsOfLtitemgt", "item has a title or a description", channel => Assert.All(
            channel.Elements("item"), item => Assert.NotEmpty(item.Element("title")!.Value))),
        new(Rss + "#ltenclosuregtSubelementOfLtitemgt", "enclosure has url, length and type, and an item has one", channel => Assert.All(
            channel.Elements("item"), item =>
            {
                var enclosure = Assert.Single(item.Elements("enclosure"));
                Assert.True(Uri.IsWellFormedUriString(enclosure.Attribute("url")!.Value, UriKind.Absolute));
                Assert.True(long.Parse(enclosure.Attribute("length")!.Value, CultureInfo.InvariantCulture) > 0);
                Assert.Matches("^audio/[a-z0-9-]+$", enclosure.Attribute("type")!.Value);
            })),
        new(Rss + "#ltimagegtSubelementOfLtchannelgt", "image has url, title and link", channel =>
        {
            var image = Assert.Single(channel.Elements("image"));
            Assert.All(["url", "title", "link"], name => Assert.NotEmpty(Assert.Single(image.Elements(name)).Value));
        }),
        new(W3C + "warning/ImageTitleDoesntMatch.html", "image's title is the channel's", channel =>
            Assert.Equal(channel.Element("title")!.Value, channel.Element("image")!.Element("title")!.Value)),
        new(W3C + "warning/ImageLinkDoesntMatch.html", "image's link is the channel's", channel =>
            Assert.Equal(channel.Element("link")!.Value, channel.Element("image")!.Element("link")!.Value)),
        new(W3C + "warning/MissingAtomSelfLink.html", "atom:link with rel=self and the feed's address", channel =>
        {
            var self = Assert.Single(channel.Elements(Atom + "link"), link => link.Attribute("rel")!.Value == "self");
            Assert.Equal(Base + "/feeds/news.xml", self.Attribute("href")!.Value);
            Assert.Equal("application/rss+xml", self.Attribute("type")!.Value);
        }),
        new(W3C + "warning/MissingGuid.html", "item has a guid", channel => Assert.All(
            channel.Elements("item"), item => Assert.NotEmpty(Assert.Single(item.Elements("guid")).Value))),
        new(W3C + "error/DuplicateElement.html", "an element that may stand once stands once", channel => Assert.All(
            channel.Elements("item").Append(channel),
            parent => Assert.All(
                parent.Elements().GroupBy(element => element.Name).Where(group => !MayRepeat(group.Key)), group => Assert.Single(group)))),
        new(W3C + "error/InvalidRFC2822Date.html", "dates are of RFC 2822", channel => Assert.All(
            channel.Descendants().Where(element => element.Name == "pubDate" || element.Name == "lastBuildDate"),
            date => Assert.True(DateTimeOffset.TryParseExact(date.Value, "ddd, dd MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)))),
        new(W3C + "error/InvalidLanguage.html", "language is a registered tag", channel => Assert.Equal("en-GB", channel.Element("language")!.Value)),
        new(W3C + "error/InvalidHttpGUID.html", "a guid that is no address is no permalink", channel => Assert.All(
            channel.Elements("item").Elements("guid"), guid => Assert.Equal("false", guid.Attribute("isPermaLink")!.Value))),
        new(W3C + "warning/ContainsRelRef.html", "no description or notes hold a relative address", channel => Assert.All(
            channel.Descendants(Content + "encoded"),
            notes => Assert.All(Reference().Matches(notes.Value), match => Assert.StartsWith("https://", match.Groups[1].Value, StringComparison.Ordinal)))),
        new(W3C + "error/UndefinedElement.html", "no element is unknown in its namespace", channel => Assert.All(
            channel.Elements().Concat(channel.Elements("item").Elements()).Where(element => element.Name.NamespaceName.Length == 0),
            element => Assert.Contains(
                element.Name.LocalName,
                element.Parent!.Name == "item"
                    ? ["title", "link", "description", "enclosure", "guid", "pubDate"]
                    : new[] { "title", "link", "description", "language", "copyright", "lastBuildDate", "image", "item" }))),
        new(W3C + "warning/DuplicateDescriptionSemantics.html", "description is plain, content:encoded is HTML", channel =>
        {
            Assert.DoesNotContain('<', channel.Element("item")!.Element("description")!.Value);
            Assert.StartsWith("<p>", channel.Element("item")!.Element(Content + "encoded")!.Value, StringComparison.Ordinal);
        }),
        new(RssProfile + "#data-types-characterdata", "titles and descriptions hold no markup of their own", channel => Assert.All(
            channel.Descendants().Where(element => element.Name == "title" || element.Name == "description"), element => Assert.Empty(element.Elements()))),

        // Apple.
        new(AppleGuide, "show has a title of its own", channel => Assert.Equal("News & <Views>", channel.Element("title")!.Value)),
        new(AppleGuide, "show has a description of at most 4000 characters", channel => Assert.InRange(channel.Element("description")!.Value.Length, 1, 4000)),
        new(AppleGuide, "show has a language of ISO 639", channel => Assert.Matches("^[a-z]{2}(-[A-Za-z]+)*$", channel.Element("language")!.Value)),
        new(AppleGuide, "show has itunes:image with an address", channel => Assert.Equal(
            "https://cast.example/artwork/0123456789abcdef.jpg", Assert.Single(channel.Elements(Itunes + "image")).Attribute("href")!.Value)),
        new(AppleGuide, "show has itunes:category", channel => Assert.NotEmpty(channel.Elements(Itunes + "category"))),
        new(AppleGuide, "show has itunes:explicit, true or false", channel => Assert.Equal("false", Assert.Single(channel.Elements(Itunes + "explicit")).Value)),
        new(AppleGuide, "show has itunes:author", channel => Assert.Equal("The Author", channel.Element(Itunes + "author")!.Value)),
        new(AppleGuide, "show has a link to its page", channel => Assert.Equal("https://news.example/", channel.Element("link")!.Value)),
        new(AppleGuide, "itunes:owner has itunes:name and itunes:email", channel =>
        {
            var owner = Assert.Single(channel.Elements(Itunes + "owner"));
            Assert.Equal("The Owner", owner.Element(Itunes + "name")!.Value);
            Assert.Equal("owner@news.example", owner.Element(Itunes + "email")!.Value);
        }),
        new(AppleGuide, "itunes:type is episodic or serial", channel => Assert.Equal("serial", channel.Element(Itunes + "type")!.Value)),
        new(AppleGuide, "copyright is a text", channel => Assert.Equal("© 2026 The Owner", channel.Element("copyright")!.Value)),
        new(AppleGuide, "itunes:block is Yes", channel => Assert.Equal("Yes", channel.Element(Itunes + "block")!.Value)),
        new(AppleGuide, "episode's title holds neither season nor number, which have tags", channel =>
        {
            var item = channel.Element("item")!;
            Assert.Equal(("First", "2", "7"), (item.Element("title")!.Value, item.Element(Itunes + "season")!.Value, item.Element(Itunes + "episode")!.Value));
        }),
        new(AppleGuide, "itunes:season and itunes:episode are integers above zero", channel => Assert.All(
            channel.Descendants().Where(element => element.Name == Itunes + "season" || element.Name == Itunes + "episode"),
            number => Assert.Matches("^[1-9][0-9]*$", number.Value))),
        new(AppleGuide, "itunes:episodeType is full, trailer or bonus", channel => Assert.Equal(
            ["full", "trailer"], channel.Elements("item").Select(item => item.Element(Itunes + "episodeType")!.Value))),
        new(AppleGuide, "itunes:duration is in whole seconds", channel => Assert.All(
            channel.Descendants(Itunes + "duration"), duration => Assert.Matches("^[1-9][0-9]*$", duration.Value))),
        new(AppleGuide, "episode's itunes:explicit is true or false", channel => Assert.Equal(
            ["true", "false"], channel.Elements("item").Select(item => item.Element(Itunes + "explicit")!.Value))),
        new(AppleGuide, "episode's guid never changes and is unique", channel => Assert.Equal(
            ["news/first", "news/trailer"], channel.Elements("item").Select(item => item.Element("guid")!.Value))),
        new(AppleGuide, "episode's itunes:image has an address", channel => Assert.Equal(
            "https://cast.example/artwork/fedcba9876543210.png", channel.Element("item")!.Element(Itunes + "image")!.Attribute("href")!.Value)),
        new(AppleGuide, "episode's link is its page", channel => Assert.Equal("https://news.example/first", channel.Element("item")!.Element("link")!.Value)),
        new(AppleGuide, "HTML stands in a CDATA section", _ => Assert.Contains("<content:encoded><![CDATA[<p>", Text, StringComparison.Ordinal)),
        new(AppleRequirements, "feed is UTF-8 and says so", _ => Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", Text, StringComparison.Ordinal)),
        new(AppleRequirements, "enclosures have an ending and a type that go together", channel => Assert.All(
            channel.Descendants("enclosure"), enclosure => Assert.Equal(
                (".mp3", "audio/mpeg"), (Path.GetExtension(new Uri(enclosure.Attribute("url")!.Value).AbsolutePath), enclosure.Attribute("type")!.Value)))),
        new(AppleRequirements, "enclosure addresses are not used twice", channel => Assert.Equal(
            channel.Descendants("enclosure").Count(), channel.Descendants("enclosure").Select(enclosure => enclosure.Attribute("url")!.Value).Distinct().Count())),
        new(AppleArtwork, "artwork's address ends like its format", channel => Assert.All(
            channel.Descendants(Itunes + "image"), image => Assert.Matches(@"\.(jpg|png)$", image.Attribute("href")!.Value))),
        new(AppleCategories, "categories and subcategories are of the list, nested and exact", channel => Assert.Equal(
            ["Society & Culture > Documentary", "News"],
            channel.Elements(Itunes + "category").Select(category => string.Join(
                " > ", category.DescendantsAndSelf().Select(level => level.Attribute("text")!.Value))))),
        new(AppleTranscripts, "transcripts are VTT or SRT with their type", channel => Assert.All(
            channel.Descendants(Podcasting + "transcript"),
            transcript => Assert.Contains(transcript.Attribute("type")!.Value, new[] { "text/vtt", "application/x-subrip" }))),

        // Spotify.
        new(Spotify, "show has title, description, image, language, category and author", channel => Assert.All(
            new[] { "title", "description", "language", Itunes + "image", Itunes + "category", Itunes + "author" },
            name => Assert.NotEmpty(channel.Elements(name)))),
        new(Spotify, "episode has title, description, guid, pubDate, enclosure and duration", channel => Assert.All(
            channel.Elements("item"), item => Assert.All(
                new[] { "title", "description", "guid", "pubDate", "enclosure", Itunes + "duration" }, name => Assert.NotEmpty(item.Elements(name))))),
        new(Spotify, "enclosure is of a kind that is taken", channel => Assert.All(
            channel.Descendants("enclosure"), enclosure => Assert.Contains(enclosure.Attribute("type")!.Value, AudioFormats.Known, StringComparison.Ordinal))),

        // Podcasting 2.0, which Podcast Index reads.
        new(PodcastIndex + "guid", "podcast:guid is a UUID of version 5", channel => Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Assert.Single(channel.Elements(Podcasting + "guid")).Value)),
        new(PodcastIndex + "locked", "podcast:locked is yes, with the owner's address", channel =>
        {
            var locked = Assert.Single(channel.Elements(Podcasting + "locked"));
            Assert.Equal(("yes", "owner@news.example"), (locked.Value, locked.Attribute("owner")!.Value));
        }),
        new(PodcastIndex + "block", "podcast:block is yes", channel => Assert.Equal("yes", Assert.Single(channel.Elements(Podcasting + "block")).Value)),
        new(PodcastIndex + "medium", "podcast:medium is podcast", channel => Assert.Equal("podcast", channel.Element(Podcasting + "medium")!.Value)),
        new(PodcastIndex + "funding", "podcast:funding has an address and at most 128 characters", channel =>
        {
            var funding = Assert.Single(channel.Elements(Podcasting + "funding"));
            Assert.Equal(("https://news.example/support?a=1&b=2", "Support us"), (funding.Attribute("url")!.Value, funding.Value));
        }),
        new(PodcastIndex + "person", "podcast:person has a name, and role, img and href where known", channel =>
        {
            Assert.Equal(["Ada", "Grace"], channel.Elements(Podcasting + "person").Select(person => person.Value));
            var ada = channel.Element(Podcasting + "person")!;
            Assert.Equal(
                ("host", "https://news.example/ada.jpg", "https://news.example/ada"),
                (ada.Attribute("role")!.Value, ada.Attribute("img")!.Value, ada.Attribute("href")!.Value));
            Assert.Equal("Linus", channel.Element("item")!.Element(Podcasting + "person")!.Value);
        }),
        new(PodcastIndex + "season", "podcast:season is an integer", channel => Assert.Equal("2", channel.Element("item")!.Element(Podcasting + "season")!.Value)),
        new(PodcastIndex + "episode", "podcast:episode is a number", channel => Assert.Equal("7", channel.Element("item")!.Element(Podcasting + "episode")!.Value)),
        new(PodcastIndex + "chapters", "podcast:chapters has url and type", channel =>
        {
            var chapters = Assert.Single(channel.Descendants(Podcasting + "chapters"));
            Assert.Equal(
                (Base + "/media/news/first/chapters-1.json", "application/json+chapters"),
                (chapters.Attribute("url")!.Value, chapters.Attribute("type")!.Value));
        }),
        new(PodcastIndex + "transcript", "podcast:transcript has url, type and language", channel => Assert.Equal(
            [(Base + "/media/news/first/transcript-1.vtt", "text/vtt", "en"), (Base + "/media/news/first/transcript-2.srt", "application/x-subrip", "de-AT")],
            channel.Descendants(Podcasting + "transcript").Select(transcript => (
                transcript.Attribute("url")!.Value, transcript.Attribute("type")!.Value, transcript.Attribute("language")!.Value)))),
        new(PodcastIndex + "alternate-enclosure", "podcast:alternateEnclosure has type, length and a source", channel =>
        {
            var alternate = Assert.Single(channel.Descendants(Podcasting + "alternateEnclosure"));
            Assert.Equal(("application/x-mpegURL", "321"), (alternate.Attribute("type")!.Value, alternate.Attribute("length")!.Value));
            Assert.Equal(Base + "/media/news/first/audio.m3u8", Assert.Single(alternate.Elements(Podcasting + "source")).Attribute("uri")!.Value);
        }),

        // Paging.
        new(Archives + "#section-4", "a document without former ones has no archive", channel =>
            Assert.DoesNotContain(channel.Elements(Atom + "link"), link => link.Attribute("rel")!.Value != "self")),
    ];

    public static TheoryData<string> Statements => [.. Rules.Select(rule => $"{rule.Statement} ({rule.Source})")];

    [Theory]
    [MemberData(nameof(Statements))]
    public void Feed_OfEveryField_FollowsTheRule(string statement) =>
        Rules.Single(rule => $"{rule.Statement} ({rule.Source})" == statement).Check(Channel);

    [Fact]
    public void Write_Notes_ArriveAsTheyWere() => Assert.Equal(Full.Details.Notes, Channel.Element("item")!.Element(Content + "encoded")!.Value);

    // https://podcasting2.org/docs/podcast-namespace/tags/guid has these two as its examples.
    [Theory]
    [InlineData("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810")]
    [InlineData("https://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c")]
    [InlineData("podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c")]
    public void Guid_OfAnAddress_IsTheNamespacesOwn(string address, string expected) => Assert.Equal(expected, PodcastGuid.FromAddress(address));

    [Fact]
    public void Write_ArchiveInTheMiddle_LinksBothWays()
    {
        var channel = Parse(Write(new([Full], Archive: 2, LastArchive: 3)));
        Assert.NotNull(channel.Element(History + "archive"));
        Assert.Equal(
            [
                ("self", "/feeds/news/2.xml"), ("current", "/feeds/news.xml"), ("prev-archive", "/feeds/news/1.xml"), ("next", "/feeds/news/1.xml"),
                ("next-archive", "/feeds/news/3.xml"),
            ],
            Links(channel));
    }

    [Fact]
    public void Write_NewestWithArchives_LinksToTheNewestArchive() => Assert.Equal(
        [("self", "/feeds/news.xml"), ("prev-archive", "/feeds/news/3.xml"), ("next", "/feeds/news/3.xml")],
        Links(Parse(Write(new([Full], LastArchive: 3)))));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    [InlineData(600, 1)]
    [InlineData(601, 2)]
    public void Archives_OfSomanyEpisodes_HoldWhatTheNewestDoNot(int episodes, int archives) => Assert.Equal(archives, FeedPage.CountArchives(episodes));

    private static IEnumerable<(string Relation, string Path)> Links(XElement channel) => channel.Elements(Atom + "link")
        .Select(link => (link.Attribute("rel")!.Value, link.Attribute("href")!.Value.Replace(Base, "", StringComparison.Ordinal)));

    private static bool MayRepeat(XName name) =>
        name == "item" || name == Atom + "link" || name == Itunes + "category" || name == Podcasting + "person" || name == Podcasting + "transcript"
        || name == Podcasting + "funding" || name == Podcasting + "alternateEnclosure";

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Reference();
}
