using System.Globalization;
using System.Xml;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using static Podcast.Functions.Feeds.FeedNamespaces;

namespace Podcast.Functions.Feeds;

/// <summary>Writes an episode as an item of a feed.</summary>
internal static class EpisodeWriter
{
    /// <summary>
    /// Notes are left out of items behind this many bytes: Lambda takes 6 MB from a function, and 300 episodes without notes are less than 4 MB.
    /// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    /// </summary>
    private const int MaxBytesWithNotes = 2 * 1024 * 1024;

    public static void Write(XmlWriter writer, MemoryStream output, Show show, Episode episode, FeedAddress address)
    {
        var details = episode.Details;
        writer.WriteStartElement("item");
        writer.WriteElementString("title", episode.Title);
        writer.WriteElementString("description", episode.Description);
        if (details.Notes is { } notes && (address.IsExport || output.Length < MaxBytesWithNotes))
        {
            WriteNotes(writer, notes);
        }

        if (details.Link is { } link)
        {
            writer.WriteElementString("link", link);
        }

        WriteGuid(writer, details.Guid ?? $"{show.Id}/{episode.Id}");
        writer.WriteElementString("pubDate", FeedDate.Format(episode.PublishedAt));
        WriteAudio(writer, episode, address);
        writer.WriteElementString("explicit", Itunes, details.IsExplicit ?? show.IsExplicit ? "true" : "false");
        writer.WriteElementString("episodeType", Itunes, details.Type);
        WriteNumber(writer, "season", details.Season);
        WriteNumber(writer, "episode", details.Number);
        if (details.Artwork is { } artwork)
        {
            WriteItunesImage(writer, address.OfArtwork(artwork));
        }

        WriteTexts(writer, episode, address);
        WritePersons(writer, details.Persons);
        writer.WriteEndElement();
    }

    // The same for all subscribers and after a rotation, so that an app does not take an episode for a new one.
    public static void WriteGuid(XmlWriter writer, string guid)
    {
        writer.WriteStartElement("guid");
        writer.WriteAttributeString("isPermaLink", "false");
        writer.WriteString(guid);
        writer.WriteEndElement();
    }

    public static void WriteItunesImage(XmlWriter writer, string url)
    {
        writer.WriteStartElement("image", Itunes);
        writer.WriteAttributeString("href", url);
        writer.WriteEndElement();
    }

    public static void WritePersons(XmlWriter writer, IReadOnlyList<Person> persons)
    {
        foreach (var person in persons)
        {
            writer.WriteStartElement("person", Podcasting);
            WriteAttribute(writer, "role", person.Role);
            WriteAttribute(writer, "img", person.Image);
            WriteAttribute(writer, "href", person.Link);
            writer.WriteString(person.Name);
            writer.WriteEndElement();
        }
    }

    // A CDATA section ends at its first ]]>, so one inside is divided between two sections.
    private static void WriteNotes(XmlWriter writer, string notes)
    {
        writer.WriteStartElement("encoded", Content);
        writer.WriteCData(notes);
        writer.WriteEndElement();
    }

    private static void WriteAudio(XmlWriter writer, Episode episode, FeedAddress address)
    {
        writer.WriteStartElement("enclosure");
        writer.WriteAttributeString("url", address.OfAudio(episode));
        writer.WriteAttributeString("length", Text(episode.ContentLength));
        writer.WriteAttributeString("type", episode.ContentType);
        writer.WriteEndElement();
        writer.WriteElementString("duration", Itunes, Text((long)Math.Max(1, Math.Round(episode.DurationSeconds, MidpointRounding.AwayFromZero))));
        if (address.OfPlaylist(episode) is { } playlist)
        {
            WritePlaylist(writer, playlist, episode.PlaylistLength);
        }
    }

    // For players that change the rate while they play, such as a web page: https://podcasting2.org/docs/podcast-namespace/tags/alternate-enclosure.
    private static void WritePlaylist(XmlWriter writer, string playlist, long? length)
    {
        writer.WriteStartElement("alternateEnclosure", Podcasting);
        writer.WriteAttributeString("type", "application/x-mpegURL");
        if (length is { } bytes)
        {
            writer.WriteAttributeString("length", Text(bytes));
        }

        writer.WriteStartElement("source", Podcasting);
        writer.WriteAttributeString("uri", playlist);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    // Apple's and Podcasting 2.0's elements have the same names and values.
    private static void WriteNumber(XmlWriter writer, string name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteElementString(name, Itunes, Text(value));
            writer.WriteElementString(name, Podcasting, Text(value));
        }
    }

    private static void WriteTexts(XmlWriter writer, Episode episode, FeedAddress address)
    {
        if (episode.Chapters is { } chapters)
        {
            writer.WriteStartElement("chapters", Podcasting);
            writer.WriteAttributeString("url", address.OfFile(episode, chapters));
            writer.WriteAttributeString("type", MediaTypes.JsonChapters);
            writer.WriteEndElement();
        }

        foreach (var transcript in episode.Details.Transcripts)
        {
            writer.WriteStartElement("transcript", Podcasting);
            writer.WriteAttributeString("url", address.OfFile(episode, transcript.File));
            writer.WriteAttributeString("type", transcript.ContentType);
            writer.WriteAttributeString("language", transcript.Language);
            writer.WriteEndElement();
        }
    }

    private static void WriteAttribute(XmlWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteAttributeString(name, value);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
