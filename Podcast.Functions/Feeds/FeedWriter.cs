using System.Net;
using Podcast.Functions.Catalog;
using static Podcast.Functions.Feeds.FeedNamespaces;

namespace Podcast.Functions.Feeds;

/// <summary>
/// Writes RSS 2.0 with the elements of podcast apps: https://www.rssboard.org/rss-specification,
/// https://help.apple.com/itc/podcasts_connect/#/itcb54353390, https://podcasting2.org/docs/podcast-namespace.
/// </summary>
internal static class FeedWriter
{
    /// <summary>What an episode with notes takes; a buffer that grows is copied.</summary>
    private const int BytesOfEpisode = 3072;

    /// <returns>The document in UTF-8.</returns>
    public static ReadOnlyMemory<byte> Write(Show show, FeedPage page, FeedAddress address, DateTimeOffset modified) =>
        WriteFeed(show, show.Title, show.Description, address.OfFeed(show, page.Archive), page.Episodes.Count, address, xml =>
        {
            xml.Start("lastBuildDate"u8);
            xml.Date(modified.ToUnixTimeSeconds());
            xml.End();
            WritePaging(xml, show, page, address);
            foreach (var episode in page.Episodes)
            {
                EpisodeWriter.Write(xml, show, episode, address);
            }
        });

    /// <summary>A feed whose first item says what happened, with a sound, since many apps show no other items.</summary>
    /// <param name="show">The show.</param>
    /// <param name="notice">What happened.</param>
    /// <param name="kept">The episodes that stay listed behind it.</param>
    /// <param name="address">Where the subscriber reaches the feed.</param>
    /// <param name="now">The time.</param>
    /// <returns>The document in UTF-8.</returns>
    public static ReadOnlyMemory<byte> WriteEnded(Show show, EndedNotice notice, IReadOnlyList<Episode> kept, FeedAddress address, DateTimeOffset now) =>
        WriteFeed(
            show,
            $"{show.Title} ({notice.Text.Suffix})",
            notice.Text.Text,
            address.OfFeed(show, null),
            kept.Count + 1,
            address,
            xml =>
            {
                WriteNotice(xml, show, notice, address, now);
                foreach (var episode in kept)
                {
                    EpisodeWriter.Write(xml, show, episode, address);
                }
            });

    private static void WriteNotice(FeedXml xml, Show show, EndedNotice notice, FeedAddress address, DateTimeOffset now)
    {
        xml.Start("item"u8);
        xml.Element("title"u8, notice.Text.Title);
        xml.Element("description"u8, notice.Text.Text);
        if ((show.RenewalLink ?? show.Link) is { } link)
        {
            xml.Start("content:encoded"u8);
            xml.CData($"<p>{WebUtility.HtmlEncode(notice.Text.Text)}</p><p><a href=\"{WebUtility.HtmlEncode(link)}\">{WebUtility.HtmlEncode(notice.Text.Renew)}</a></p>");
            xml.End();
            xml.Element("link"u8, link);
        }

        EpisodeWriter.WriteGuid(xml, $"{show.Id}/{notice.Id}");

        // By the day, so that apps sort the item to the top and the feed does not change with every poll.
        xml.Start("pubDate"u8);
        xml.Date(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeSeconds());
        xml.End();
        xml.Start("enclosure"u8);
        xml.Attribute("url"u8, address.OfNotice(show, notice));
        xml.Attribute("length"u8, notice.FindOwn(show)?.Length ?? NoticeAudio.LengthOf(notice));
        xml.Attribute("type"u8, NoticeAudio.ContentType);
        xml.End();
        if (notice.FindOwn(show) is null)
        {
            xml.Element("itunes:duration"u8, NoticeAudio.SecondsOf(notice));
        }

        xml.Element("itunes:explicit"u8, "false");
        xml.Element("itunes:episodeType"u8, EpisodeType.Full);
        xml.End();
    }

    private static ReadOnlyMemory<byte> WriteFeed(
        Show show, string title, string description, string self, int items, FeedAddress address, Action<FeedXml> writeItems)
    {
        var xml = new FeedXml((items + 2) * BytesOfEpisode);
        xml.Start("rss"u8);
        xml.Attribute("version"u8, "2.0");
        xml.Attribute("xmlns:itunes"u8, Itunes);
        xml.Attribute("xmlns:atom"u8, Atom);
        xml.Attribute("xmlns:content"u8, Content);
        xml.Attribute("xmlns:fh"u8, History);
        xml.Attribute("xmlns:podcast"u8, Podcasting);
        xml.Start("channel"u8);
        WriteShow(xml, show, title, description, address);
        WriteLink(xml, "self", self);
        writeItems(xml);
        xml.End();
        xml.End();
        return xml.Written;
    }

    private static void WriteShow(FeedXml xml, Show show, string title, string description, FeedAddress address)
    {
        // Apps offer this one for sharing, so it must not be the feed's own.
        var link = show.Link ?? address.Site;
        xml.Element("title"u8, title);
        xml.Element("link"u8, link);
        xml.Element("description"u8, description);
        xml.Element("language"u8, show.Language);
        if (show.Copyright is { } copyright)
        {
            xml.Element("copyright"u8, copyright);
        }

        if (show.Artwork is { } artwork)
        {
            WriteImage(xml, address.OfArtwork(artwork), title, link);
        }

        xml.Element("itunes:author"u8, show.Author);
        xml.Element("itunes:type"u8, show.Type);
        xml.Element("itunes:explicit"u8, show.IsExplicit ? "true" : "false");
        foreach (var category in show.Categories)
        {
            WriteCategory(xml, category);
        }

        WriteOwner(xml, show.Owner, isLocked: !address.IsExport);

        // A private feed has no place in a directory.
        xml.Element("itunes:block"u8, "Yes");
        xml.Element("podcast:block"u8, "yes");
        xml.Element("podcast:medium"u8, "podcast");
        if (show.Guid is { } guid)
        {
            xml.Element("podcast:guid"u8, guid);
        }

        foreach (var funding in show.Funding)
        {
            xml.Start("podcast:funding"u8);
            xml.Attribute("url"u8, funding.Url);
            xml.Text(funding.Text);
            xml.End();
        }

        EpisodeWriter.WritePersons(xml, show.Persons);
    }

    private static void WriteImage(FeedXml xml, string url, string title, string link)
    {
        xml.Start("image"u8);
        xml.Element("url"u8, url);
        xml.Element("title"u8, title);
        xml.Element("link"u8, link);
        xml.End();
        EpisodeWriter.WriteItunesImage(xml, url);
    }

    private static void WriteCategory(FeedXml xml, string text)
    {
        var (category, subcategory) = Category.Split(text);
        xml.Start("itunes:category"u8);
        xml.Attribute("text"u8, category);
        if (subcategory is not null)
        {
            xml.Start("itunes:category"u8);
            xml.Attribute("text"u8, subcategory);
            xml.End();
        }

        xml.End();
    }

    // Without an owner nobody can be asked to unlock it; locked it stays, because another host has no business with a private feed. An export is for one.
    private static void WriteOwner(FeedXml xml, ShowOwner? owner, bool isLocked)
    {
        if (owner is not null)
        {
            xml.Start("itunes:owner"u8);
            xml.Element("itunes:name"u8, owner.Name);
            xml.Element("itunes:email"u8, owner.Email);
            xml.End();
        }

        xml.Start("podcast:locked"u8);
        if (owner is not null)
        {
            xml.Attribute("owner"u8, owner.Email);
        }

        xml.Text(isLocked ? "yes" : "no");
        xml.End();
    }

    // "prev-archive" is for readers that follow RFC 5005's archives, "next" for podcast apps, which know only its pages.
    private static void WritePaging(FeedXml xml, Show show, FeedPage page, FeedAddress address)
    {
        if (page.Archive is not null)
        {
            xml.Start("fh:archive"u8);
            xml.End();
            WriteLink(xml, "current", address.OfFeed(show, null));
        }

        if (page.PreviousArchive is { } previous)
        {
            WriteLink(xml, "prev-archive", address.OfFeed(show, previous));
            WriteLink(xml, "next", address.OfFeed(show, previous));
        }

        if (page.NextArchive is { } next)
        {
            WriteLink(xml, "next-archive", address.OfFeed(show, next));
        }
    }

    private static void WriteLink(FeedXml xml, string relation, string address)
    {
        xml.Start("atom:link"u8);
        xml.Attribute("href"u8, address);
        xml.Attribute("rel"u8, relation);
        xml.Attribute("type"u8, "application/rss+xml");
        xml.End();
    }
}
