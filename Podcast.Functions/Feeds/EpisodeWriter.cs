using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Feeds;

/// <summary>Writes an episode as an item of a feed.</summary>
internal static class EpisodeWriter
{
    /// <summary>
    /// Notes are left out of items behind this many bytes: Lambda takes 6 MB from a function, and 300 episodes without notes are less than 4 MB.
    /// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    /// </summary>
    private const int MaxBytesWithNotes = 2 * 1024 * 1024;

    public static void Write(FeedXml xml, Show show, Episode episode, FeedAddress address)
    {
        var details = episode.Details;
        xml.Start("item"u8);
        xml.Element("title"u8, episode.Title);
        xml.Element("description"u8, episode.Description);
        if (details.Notes is { } notes && (address.IsExport || xml.Length < MaxBytesWithNotes))
        {
            xml.Start("content:encoded"u8);
            xml.CData(notes);
            xml.End();
        }

        if (details.Link is { } link)
        {
            xml.Element("link"u8, link);
        }

        WriteGuid(xml, details.Guid ?? $"{show.Id}/{episode.Id}");
        xml.Start("pubDate"u8);
        xml.Date(episode.PublishedAt);
        xml.End();
        WriteAudio(xml, episode, address);
        xml.Element("itunes:explicit"u8, details.IsExplicit ?? show.IsExplicit ? "true" : "false");
        xml.Element("itunes:episodeType"u8, details.Type);

        // Apple's and Podcasting 2.0's elements have the same names and values.
        if (details.Season is { } season)
        {
            xml.Element("itunes:season"u8, season);
            xml.Element("podcast:season"u8, season);
        }

        if (details.Number is { } number)
        {
            xml.Element("itunes:episode"u8, number);
            xml.Element("podcast:episode"u8, number);
        }

        if (details.Artwork is { } artwork)
        {
            WriteItunesImage(xml, address.OfArtwork(artwork));
        }

        WriteTexts(xml, episode, address);
        WritePersons(xml, details.Persons);
        xml.End();
    }

    // The same for all subscribers and after a rotation, so that an app does not take an episode for a new one.
    public static void WriteGuid(FeedXml xml, string guid)
    {
        xml.Start("guid"u8);
        xml.Attribute("isPermaLink"u8, "false");
        xml.Text(guid);
        xml.End();
    }

    public static void WriteItunesImage(FeedXml xml, string url)
    {
        xml.Start("itunes:image"u8);
        xml.Attribute("href"u8, url);
        xml.End();
    }

    public static void WritePersons(FeedXml xml, IReadOnlyList<Person> persons)
    {
        foreach (var person in persons)
        {
            xml.Start("podcast:person"u8);
            WriteAttribute(xml, "role"u8, person.Role);
            WriteAttribute(xml, "img"u8, person.Image);
            WriteAttribute(xml, "href"u8, person.Link);
            xml.Text(person.Name);
            xml.End();
        }
    }

    private static void WriteAudio(FeedXml xml, Episode episode, FeedAddress address)
    {
        xml.Start("enclosure"u8);
        xml.Attribute("url"u8, address.OfAudio(episode));
        xml.Attribute("length"u8, episode.ContentLength);
        xml.Attribute("type"u8, episode.ContentType);
        xml.End();
        xml.Element("itunes:duration"u8, (long)Math.Max(1, Math.Round(episode.DurationSeconds, MidpointRounding.AwayFromZero)));
        if (address.OfPlaylist(episode) is { } playlist)
        {
            WritePlaylist(xml, playlist, episode.PlaylistLength);
        }
    }

    // For players that change the rate while they play, such as a web page: https://podcasting2.org/docs/podcast-namespace/tags/alternate-enclosure.
    private static void WritePlaylist(FeedXml xml, string playlist, long? length)
    {
        xml.Start("podcast:alternateEnclosure"u8);
        xml.Attribute("type"u8, "application/x-mpegURL");
        if (length is { } bytes)
        {
            xml.Attribute("length"u8, bytes);
        }

        xml.Start("podcast:source"u8);
        xml.Attribute("uri"u8, playlist);
        xml.End();
        xml.End();
    }

    private static void WriteTexts(FeedXml xml, Episode episode, FeedAddress address)
    {
        if (episode.Chapters is { } chapters)
        {
            xml.Start("podcast:chapters"u8);
            xml.Attribute("url"u8, address.OfFile(episode, chapters));
            xml.Attribute("type"u8, MediaTypes.JsonChapters);
            xml.End();
        }

        foreach (var transcript in episode.Details.Transcripts)
        {
            xml.Start("podcast:transcript"u8);
            xml.Attribute("url"u8, address.OfFile(episode, transcript.File));
            xml.Attribute("type"u8, transcript.ContentType);
            xml.Attribute("language"u8, transcript.Language);
            xml.End();
        }
    }

    private static void WriteAttribute(FeedXml xml, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            xml.Attribute(name, value);
        }
    }
}
