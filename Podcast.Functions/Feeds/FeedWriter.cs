using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using Podcast.Functions.Catalog;
using static Podcast.Functions.Feeds.FeedNamespaces;

namespace Podcast.Functions.Feeds;

/// <summary>
/// Writes RSS 2.0 with the elements of podcast apps: https://www.rssboard.org/rss-specification,
/// https://help.apple.com/itc/podcasts_connect/#/itcb54353390, https://podcasting2.org/docs/podcast-namespace.
/// </summary>
internal static class FeedWriter
{
    private const int BytesOfEpisode = 2048;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    /// <returns>The document in UTF-8.</returns>
    public static ReadOnlyMemory<byte> Write(Show show, FeedPage page, FeedAddress address, DateTimeOffset modified) =>
        WriteFeed(show, show.Title, show.Description, address.OfFeed(show, page.Archive), page.Episodes.Count, address, (writer, output) =>
        {
            writer.WriteElementString("lastBuildDate", FeedDate.Format(modified.ToUnixTimeSeconds()));
            WritePaging(writer, show, page, address);
            foreach (var episode in page.Episodes)
            {
                EpisodeWriter.Write(writer, output, show, episode, address);
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
            (writer, output) =>
            {
                WriteNotice(writer, show, notice, address, now);
                foreach (var episode in kept)
                {
                    EpisodeWriter.Write(writer, output, show, episode, address);
                }
            });

    private static void WriteNotice(XmlWriter writer, Show show, EndedNotice notice, FeedAddress address, DateTimeOffset now)
    {
        writer.WriteStartElement("item");
        writer.WriteElementString("title", notice.Text.Title);
        writer.WriteElementString("description", notice.Text.Text);
        if ((show.RenewalLink ?? show.Link) is { } link)
        {
            writer.WriteStartElement("encoded", Content);
            writer.WriteCData($"<p>{WebUtility.HtmlEncode(notice.Text.Text)}</p><p><a href=\"{WebUtility.HtmlEncode(link)}\">{WebUtility.HtmlEncode(notice.Text.Renew)}</a></p>");
            writer.WriteEndElement();
            writer.WriteElementString("link", link);
        }

        EpisodeWriter.WriteGuid(writer, $"{show.Id}/{notice.Id}");

        // By the day, so that apps sort the item to the top and the feed does not change with every poll.
        writer.WriteElementString("pubDate", FeedDate.Format(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeSeconds()));
        writer.WriteStartElement("enclosure");
        writer.WriteAttributeString("url", address.OfNotice(show, notice));
        writer.WriteAttributeString("length", (notice.FindOwn(show)?.Length ?? NoticeAudio.LengthOf(notice)).ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("type", NoticeAudio.ContentType);
        writer.WriteEndElement();
        if (notice.FindOwn(show) is null)
        {
            writer.WriteElementString("duration", Itunes, NoticeAudio.SecondsOf(notice).ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteElementString("explicit", Itunes, "false");
        writer.WriteElementString("episodeType", Itunes, EpisodeType.Full);
        writer.WriteEndElement();
    }

    private static ReadOnlyMemory<byte> WriteFeed(
        Show show, string title, string description, string self, int items, FeedAddress address, Action<XmlWriter, MemoryStream> writeItems)
    {
        var output = new MemoryStream((items + 2) * BytesOfEpisode);
        using (var writer = XmlWriter.Create(output, Settings))
        {
            writer.WriteStartElement("rss");
            writer.WriteAttributeString("version", "2.0");
            writer.WriteAttributeString("xmlns", "itunes", null, Itunes);
            writer.WriteAttributeString("xmlns", "atom", null, Atom);
            writer.WriteAttributeString("xmlns", "content", null, Content);
            writer.WriteAttributeString("xmlns", "fh", null, History);
            writer.WriteAttributeString("xmlns", "podcast", null, Podcasting);
            writer.WriteStartElement("channel");
            WriteShow(writer, show, title, description, address);
            WriteLink(writer, "self", self);
            writeItems(writer, output);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    private static void WriteShow(XmlWriter writer, Show show, string title, string description, FeedAddress address)
    {
        // Apps offer this one for sharing, so it must not be the feed's own.
        var link = show.Link ?? address.Site;
        writer.WriteElementString("title", title);
        writer.WriteElementString("link", link);
        writer.WriteElementString("description", description);
        writer.WriteElementString("language", show.Language);
        if (show.Copyright is { } copyright)
        {
            writer.WriteElementString("copyright", copyright);
        }

        if (show.Artwork is { } artwork)
        {
            WriteImage(writer, address.OfArtwork(artwork), title, link);
        }

        writer.WriteElementString("author", Itunes, show.Author);
        writer.WriteElementString("type", Itunes, show.Type);
        writer.WriteElementString("explicit", Itunes, show.IsExplicit ? "true" : "false");
        foreach (var category in show.Categories)
        {
            WriteCategory(writer, category);
        }

        WriteOwner(writer, show.Owner, isLocked: !address.IsExport);

        // A private feed has no place in a directory.
        writer.WriteElementString("block", Itunes, "Yes");
        writer.WriteElementString("block", Podcasting, "yes");
        writer.WriteElementString("medium", Podcasting, "podcast");
        if (show.Guid is { } guid)
        {
            writer.WriteElementString("guid", Podcasting, guid);
        }

        foreach (var funding in show.Funding)
        {
            writer.WriteStartElement("funding", Podcasting);
            writer.WriteAttributeString("url", funding.Url);
            writer.WriteString(funding.Text);
            writer.WriteEndElement();
        }

        EpisodeWriter.WritePersons(writer, show.Persons);
    }

    private static void WriteImage(XmlWriter writer, string url, string title, string link)
    {
        writer.WriteStartElement("image");
        writer.WriteElementString("url", url);
        writer.WriteElementString("title", title);
        writer.WriteElementString("link", link);
        writer.WriteEndElement();
        EpisodeWriter.WriteItunesImage(writer, url);
    }

    private static void WriteCategory(XmlWriter writer, string text)
    {
        var (category, subcategory) = Category.Split(text);
        writer.WriteStartElement("category", Itunes);
        writer.WriteAttributeString("text", category);
        if (subcategory is not null)
        {
            writer.WriteStartElement("category", Itunes);
            writer.WriteAttributeString("text", subcategory);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    // Without an owner nobody can be asked to unlock it; locked it stays, because another host has no business with a private feed. An export is for one.
    private static void WriteOwner(XmlWriter writer, ShowOwner? owner, bool isLocked)
    {
        if (owner is not null)
        {
            writer.WriteStartElement("owner", Itunes);
            writer.WriteElementString("name", Itunes, owner.Name);
            writer.WriteElementString("email", Itunes, owner.Email);
            writer.WriteEndElement();
        }

        writer.WriteStartElement("locked", Podcasting);
        if (owner is not null)
        {
            writer.WriteAttributeString("owner", owner.Email);
        }

        writer.WriteString(isLocked ? "yes" : "no");
        writer.WriteEndElement();
    }

    // "prev-archive" is for readers that follow RFC 5005's archives, "next" for podcast apps, which know only its pages.
    private static void WritePaging(XmlWriter writer, Show show, FeedPage page, FeedAddress address)
    {
        if (page.Archive is not null)
        {
            writer.WriteStartElement("archive", History);
            writer.WriteEndElement();
            WriteLink(writer, "current", address.OfFeed(show, null));
        }

        if (page.PreviousArchive is { } previous)
        {
            WriteLink(writer, "prev-archive", address.OfFeed(show, previous));
            WriteLink(writer, "next", address.OfFeed(show, previous));
        }

        if (page.NextArchive is { } next)
        {
            WriteLink(writer, "next-archive", address.OfFeed(show, next));
        }
    }

    private static void WriteLink(XmlWriter writer, string relation, string address)
    {
        writer.WriteStartElement("link", Atom);
        writer.WriteAttributeString("href", address);
        writer.WriteAttributeString("rel", relation);
        writer.WriteAttributeString("type", "application/rss+xml");
        writer.WriteEndElement();
    }
}
