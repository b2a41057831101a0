using System.Text;
using System.Xml.Linq;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;

namespace Podcast.Tests.Unit.Functions.Feeds;

/// <summary>A show and episodes that use every field, and the feed of them.</summary>
internal static class SampleFeed
{
    public static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    public static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    public static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    public static readonly XNamespace History = "http://purl.org/syndication/history/1.0";
    public static readonly XNamespace Podcasting = "https://podcastindex.org/namespace/1.0";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 30, 0, TimeSpan.Zero);

    public static readonly Show Show = new()
    {
        Id = "news",
        Title = "News & <Views>",
        Description = "What happened, and what to think of it.",
        Author = "The Author",
        Language = "en-GB",
        Link = "https://news.example/",
        Categories = ["Society & Culture > Documentary", "News"],
        IsExplicit = false,
        Type = ShowType.Serial,
        Owner = new("The Owner", "owner@news.example"),
        Copyright = "© 2026 The Owner",
        Funding = [new("https://news.example/support?a=1&b=2", "Support us")],
        Persons = [new("Ada", "host", "https://news.example/ada", "https://news.example/ada.jpg"), new("Grace", null, null, null)],
        Guid = PodcastGuid.FromAddress("https://news.example/feed"),
        Artwork = "0123456789abcdef.jpg",
        CreatedAt = 0,
        UpdatedAt = Now.ToUnixTimeSeconds(),
    };

    public static readonly Episode Full = new()
    {
        Show = "news",
        Id = "first",
        Title = "First",
        Description = "The first, at length.",
        ContentType = "audio/mpeg",
        ContentLength = 12_345,
        DurationSeconds = 61.5m,
        File = "audio.mp3",
        PublishedAt = Now.ToUnixTimeSeconds(),
        CreatedAt = 0,
        Playlist = "audio.m3u8",
        PlaylistLength = 321,
        Details = new()
        {
            Season = 2,
            Number = 7,
            IsExplicit = true,
            Link = "https://news.example/first",
            Notes = "<p>The <b>first</b>, at length: ]]> &amp; <a href=\"https://news.example/?a=1&amp;b=2\">more</a>.</p>",
            Persons = [new("Linus", "guest", null, null)],
            Artwork = "fedcba9876543210.png",
            Chapters = "chapters-1.json",
            Transcripts = [new("transcript-1.vtt", "text/vtt", "en"), new("transcript-2.srt", "application/x-subrip", "de-AT")],
        },
    };

    public static readonly Episode Plain = Full with
    {
        Id = "trailer",
        Title = "Trailer",
        PublishedAt = Now.AddDays(-1).ToUnixTimeSeconds(),
        Playlist = null,
        PlaylistLength = null,
        Details = new() { Type = EpisodeType.Trailer },
    };

    public static readonly SubscriberToken Token = SubscriberToken.Create(SigningKey.Create("01"));

    public static FeedAddress Address => FeedAddress.Read("https", "cast.example", Token)!;

    public static string Base => $"https://cast.example/{Token.Text}";

    public static string Text => Encoding.UTF8.GetString(Write(new([Full, Plain])).Span);

    public static XElement Channel => Parse(Write(new([Full, Plain])));

    public static ReadOnlyMemory<byte> Write(FeedPage page) => FeedWriter.Write(Show, page, Address, Now);

    public static XElement Parse(ReadOnlyMemory<byte> feed) => XDocument.Parse(Encoding.UTF8.GetString(feed.Span)).Root!.Element("channel")!;
}
