using System.Globalization;
using System.Text;
using System.Xml;
using Podcast.Functions.Catalog;

namespace Podcast.Functions.Feeds;

/// <summary>
/// Writes RSS 2.0 with the elements of podcast apps: https://www.rssboard.org/rss-specification,
/// https://help.apple.com/itc/podcasts_connect/#/itcb54353390.
/// </summary>
internal static class FeedWriter
{
    private const string Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string Podcasting = "https://podcastindex.org/namespace/1.0";

    public static string Write(Show show, IReadOnlyList<Episode> episodes, FeedAddress address) =>
        WriteFeed(show, show.Title, show.Description, address, writer =>
        {
            if (episodes is [var newest, ..])
            {
                writer.WriteElementString("lastBuildDate", Date(newest.PublishedAt));
            }

            foreach (var episode in episodes)
            {
                WriteEpisode(writer, show, episode, address);
            }
        });

    /// <summary>A feed without episodes, whose one item says what happened.</summary>
    public static string WriteEnded(Show show, EndedNotice notice, FeedAddress address, DateTimeOffset now) =>
        WriteFeed(show, $"{show.Title} ({notice.TitleSuffix})", notice.Text, address, writer =>
        {
            writer.WriteStartElement("item");
            writer.WriteElementString("title", notice.Title);
            writer.WriteElementString("description", notice.Text);
            WriteGuid(writer, $"{show.Id}/{notice.Id}");

            // By the day, so that apps sort the item to the top and the feed does not change with every poll.
            writer.WriteElementString("pubDate", Date(new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).ToUnixTimeSeconds()));
            writer.WriteEndElement();
        });

    private static string WriteFeed(Show show, string title, string description, FeedAddress address, Action<XmlWriter> writeItems)
    {
        using var text = new Utf8StringWriter();
        using (var writer = XmlWriter.Create(text, new() { Indent = true, NewLineChars = "\n" }))
        {
            writer.WriteStartElement("rss");
            writer.WriteAttributeString("version", "2.0");
            writer.WriteAttributeString("xmlns", "itunes", null, Itunes);
            writer.WriteAttributeString("xmlns", "atom", null, Atom);
            writer.WriteAttributeString("xmlns", "podcast", null, Podcasting);
            writer.WriteStartElement("channel");
            writer.WriteElementString("title", title);

            // Apps offer this one for sharing, so it must not be the feed's own.
            writer.WriteElementString("link", show.Link ?? address.Site);
            writer.WriteElementString("description", description);
            writer.WriteElementString("language", show.Language);
            writer.WriteStartElement("link", Atom);
            writer.WriteAttributeString("href", address.OfFeed(show));
            writer.WriteAttributeString("rel", "self");
            writer.WriteAttributeString("type", "application/rss+xml");
            writer.WriteEndElement();
            writer.WriteElementString("author", Itunes, show.Author);
            writer.WriteElementString("explicit", Itunes, "false");

            // A private feed has no place in a directory.
            writer.WriteElementString("block", Itunes, "Yes");
            writeItems(writer);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return text.ToString();
    }

    private static void WriteEpisode(XmlWriter writer, Show show, Episode episode, FeedAddress address)
    {
        writer.WriteStartElement("item");
        writer.WriteElementString("title", episode.Title);
        writer.WriteElementString("description", episode.Description);
        WriteGuid(writer, $"{show.Id}/{episode.Id}");
        writer.WriteElementString("pubDate", Date(episode.PublishedAt));
        writer.WriteStartElement("enclosure");
        writer.WriteAttributeString("url", address.OfAudio(episode));
        writer.WriteAttributeString("length", episode.ContentLength.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("type", episode.ContentType);
        writer.WriteEndElement();
        if (address.OfPlaylist(episode) is { } playlist)
        {
            WritePlaylist(writer, playlist);
        }

        // To the millisecond where it is known: https://help.apple.com/itc/podcasts_connect/#/itcb54353390 takes seconds, players round by themselves.
        writer.WriteElementString(
            "duration", Itunes, episode.DurationSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        writer.WriteElementString("explicit", Itunes, "false");
        writer.WriteEndElement();
    }

    // For players that change the rate while they play, such as a web page: https://podcasting2.org/docs/podcast-namespace/tags/alternate-enclosure.
    private static void WritePlaylist(XmlWriter writer, string playlist)
    {
        writer.WriteStartElement("alternateEnclosure", Podcasting);
        writer.WriteAttributeString("type", "application/x-mpegURL");
        writer.WriteStartElement("source", Podcasting);
        writer.WriteAttributeString("uri", playlist);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    // The same for all subscribers and after a rotation, so that an app does not take an episode for a new one.
    private static void WriteGuid(XmlWriter writer, string guid)
    {
        writer.WriteStartElement("guid");
        writer.WriteAttributeString("isPermaLink", "false");
        writer.WriteString(guid);
        writer.WriteEndElement();
    }

    private static string Date(long unixSeconds) => DateTimeOffset.FromUnixTimeSeconds(unixSeconds).ToString("r", CultureInfo.InvariantCulture);

    // The declaration names the encoding of the response, not of .NET's strings.
    private sealed class Utf8StringWriter() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
