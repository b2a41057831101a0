using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Podcast.Functions.Catalog;
using Podcast.Functions.PublisherApi.Episodes;
using Podcast.Functions.PublisherApi.Shows;
using Podcast.Functions.ShowImports;

namespace Podcast.Functions.ShowImporter;

/// <summary>Reads RSS 2.0 with the elements of podcast apps. What a feed spells in another way than the API is brought into its form.</summary>
internal static class FeedReader
{
    /// <summary>The largest feed, in bytes.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    private const int MaxText = 4000;

    /// <summary>A presigned address of S3 has a session token in it.</summary>
    private const int MaxAddress = 8000;

    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    // Feeds write the namespace with either address: https://podcasting2.org/docs/podcast-namespace.
    private static readonly XNamespace[] Podcasting =
        ["https://podcastindex.org/namespace/1.0", "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"];

    // Names of zones that RFC 822 has and .NET does not read: https://www.rfc-editor.org/rfc/rfc822#section-5.1.
    private static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = "+00:00",
        ["UTC"] = "+00:00",
        ["GMT"] = "+00:00",
        ["Z"] = "+00:00",
        ["EST"] = "-05:00",
        ["EDT"] = "-04:00",
        ["CST"] = "-06:00",
        ["CDT"] = "-05:00",
        ["MST"] = "-07:00",
        ["MDT"] = "-06:00",
        ["PST"] = "-08:00",
        ["PDT"] = "-07:00",
    };

    // Old feeds are in Windows-1252, which .NET has in this provider alone.
    static FeedReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="feed">The document.</param>
    /// <param name="address">Where it came from, for relative addresses; null for none.</param>
    /// <exception cref="FeedException">It is no feed of a podcast.</exception>
    public static FeedDocument Read(Stream feed, Uri? address)
    {
        var channel = Load(feed).Root?.Element("channel") ?? throw new FeedException("The feed is not RSS: it has no channel.");
        return new(
            ReadShow(channel),
            Absolute(Attribute(channel.Element(Itunes + "image"), "href") ?? channel.Element("image")?.Element("url")?.Value, address),
            [.. channel.Elements("item").Select(item => ReadItem(item, address, Text(channel.Element("language")) ?? "en"))],
            Link(channel, "self", address),
            Link(channel, "next", address));
    }

    private static XDocument Load(Stream feed)
    {
        try
        {
            // No DTD: neither entities that grow nor files that it names.
            using var reader = XmlReader.Create(
                feed, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxBytes, CloseInput = false });
            return XDocument.Load(reader);
        }
        catch (XmlException invalid) when (invalid.Message.Contains("DTD", StringComparison.OrdinalIgnoreCase))
        {
            throw new FeedException("The feed has a DTD, which is not read: its host has to leave <!DOCTYPE …> out.", inner: invalid);
        }
        catch (XmlException invalid)
        {
            throw new FeedException($"The feed is not XML that can be read: {invalid.Message}", inner: invalid);
        }
    }

    private static ShowFields ReadShow(XElement channel) => new()
    {
        Title = Line(channel.Element("title")),
        Description = Short(PlainText(channel.Element("description") ?? channel.Element(Itunes + "summary"))) ?? Line(channel.Element("title")),
        Author = Line(channel.Element(Itunes + "author")) ?? Line(channel.Element(Itunes + "owner")?.Element(Itunes + "name")) ?? Line(channel.Element("title")),
        Language = Text(channel.Element("language")) ?? "en",
        Link = Web(Text(channel.Element("link"))),
        Categories = Categories(channel) is { Count: > 0 } categories ? categories : null,
        Explicit = IsExplicit(channel),
        Type = Text(channel.Element(Itunes + "type"))?.ToLowerInvariant() == ShowType.Serial ? ShowType.Serial : ShowType.Episodic,
        Owner = channel.Element(Itunes + "owner") is { } owner && Line(owner.Element(Itunes + "name")) is { } name && Text(owner.Element(Itunes + "email")) is { } email
            ? new() { Name = name, Email = email }
            : null,
        Copyright = Line(channel.Element("copyright")),
        Funding = Elements(channel, "funding").Where(funding => Web((string?)funding.Attribute("url")) is not null)
            .Select(funding => new FundingFields { Url = (string?)funding.Attribute("url"), Text = Line(funding) ?? "Support" }).ToArray() is { Length: > 0 } all ? all : null,
        Persons = Persons(channel),
        Guid = Text(Elements(channel, "guid").FirstOrDefault()) is { } guid && Guid.TryParse(guid, out var parsed) ? parsed.ToString() : null,
    };

    private static FeedDocument.Item ReadItem(XElement item, Uri? address, string language)
    {
        var enclosure = item.Element("enclosure");
        var audio = Absolute((string?)enclosure?.Attribute("url"), address);
        var description = Text(item.Element("description")) ?? Text(item.Element(Itunes + "summary"));
        var notes = Text(item.Element(Content + "encoded"));
        if (notes is null && (description?.Contains('<', StringComparison.Ordinal) == true || description?.Length > MaxText))
        {
            (notes, description) = (description, null);
        }

        var title = Line(item.Element("title")) ?? Line(item.Element(Itunes + "title"));
        return new(
            Text(item.Element("guid")) ?? audio ?? title ?? "",
            new EpisodeFields
            {
                Title = title,
                Description = notes is null ? Short(description) ?? title : Short(PlainText(item.Element("description"))),
                Notes = notes,
                Season = Number(item.Element(Itunes + "season")),
                Number = Number(item.Element(Itunes + "episode")),
                Type = Text(item.Element(Itunes + "episodeType"))?.ToLowerInvariant() is EpisodeType.Trailer or EpisodeType.Bonus
                    ? Text(item.Element(Itunes + "episodeType"))!.ToLowerInvariant()
                    : EpisodeType.Full,
                Explicit = IsExplicit(item),
                Link = Web(Text(item.Element("link"))),
                Persons = Persons(item),
            },
            Date(Text(item.Element("pubDate"))),
            audio,
            long.TryParse(Attribute(enclosure, "length"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : null,
            Duration(Text(item.Element(Itunes + "duration"))),
            Absolute(Attribute(item.Element(Itunes + "image"), "href"), address),
            Absolute(Attribute(Elements(item, "chapters").FirstOrDefault(), "url"), address),
            [
                .. Elements(item, "transcript")
                    .Select(transcript => (Url: Absolute(Attribute(transcript, "url"), address), Type: Attribute(transcript, "type"), Language: Attribute(transcript, "language")))
                    .Where(transcript => transcript.Url is not null && transcript.Type is not null)
                    .Take(20)
                    .Select(transcript => new ImportedTranscript(transcript.Url!, transcript.Type!, transcript.Language ?? language)),
            ]);
    }

    private static List<string> Categories(XElement channel) =>
    [
        .. channel.Elements(Itunes + "category")
            .SelectMany(category => category.Elements(Itunes + "category").Select(sub => $"{Attribute(category, "text")} > {Attribute(sub, "text")}")
                .DefaultIfEmpty(Attribute(category, "text") ?? ""))
            .Where(Category.IsValid)
            .Distinct(StringComparer.Ordinal)
            .Take(10),
    ];

    private static PersonFields[]? Persons(XElement parent)
    {
        PersonFields[] persons =
        [
            .. Elements(parent, "person").Where(person => Line(person) is not null).Select(person => new PersonFields
            {
                Name = Line(person),
                Role = Attribute(person, "role"),
                Link = Web(Attribute(person, "href")),
                Image = Web(Attribute(person, "img")),
            }),
        ];
        return persons.Length > 0 ? persons : null;
    }

    private static string? Link(XElement channel, string relation, Uri? address) =>
        Absolute(Attribute(channel.Elements(Atom + "link").FirstOrDefault(link => Attribute(link, "rel") == relation), "href"), address);

    private static IEnumerable<XElement> Elements(XElement parent, string name) => Podcasting.SelectMany(space => parent.Elements(space + name));

    private static bool? IsExplicit(XElement parent) => Text(parent.Element(Itunes + "explicit"))?.ToLowerInvariant() switch
    {
        "yes" or "true" or "explicit" => true,
        "no" or "false" or "clean" => false,
        _ => null,
    };

    private static long? Number(XElement? element) =>
        long.TryParse(Text(element), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : null;

    private static DateTimeOffset? Date(string? text)
    {
        if (text is null)
        {
            return null;
        }

        // Many feeds have a wrong day of the week.
        text = text.IndexOf(',', StringComparison.Ordinal) is >= 0 and var weekday ? text[(weekday + 1)..].Trim() : text;
        var zone = text.LastIndexOf(' ') is >= 0 and var space && Zones.TryGetValue(text[(space + 1)..], out var offset) ? text[..(space + 1)] + offset : text;
        return DateTimeOffset.TryParse(
            zone, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date) ? date.ToUniversalTime() : null;
    }

    // Seconds, or hours, minutes and seconds with colons.
    private static decimal Duration(string? text)
    {
        var seconds = 0m;
        foreach (var part in (text ?? "").Split(':'))
        {
            if (!decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1_000_000)
            {
                return 0;
            }

            seconds = (seconds * 60) + value;
        }

        return seconds <= 48 * 60 * 60 ? seconds : 0;
    }

    private static string? Absolute(string? text, Uri? address) =>
        string.IsNullOrWhiteSpace(text) ? null
        : Web(text.Trim()) ?? (address is not null && Uri.TryCreate(address, text.Trim(), out var relative) ? Web(relative.AbsoluteUri) : null);

    private static string? Web(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) && text.Length <= MaxAddress ? text : null;

    private static string? Attribute(XElement? element, string name) => (string?)element?.Attribute(name);

    private static string? Text(XElement? element) => element?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static string? Line(XElement? element) =>
        Text(element) is { } text ? Short(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 250) : null;

    private static string? PlainText(XElement? element) =>
        Text(element) is { } text && text.Contains('<', StringComparison.Ordinal)
        && ShowNotes.Read(text.Length <= ShowNotes.MaxLength ? text : text[..ShowNotes.MaxLength], new()) is { } notes
            ? notes.Text
            : Text(element);

    private static string? Short(string? text, int length = MaxText) => text is null || text.Length <= length ? text : text[..(length - 1)].TrimEnd() + "…";
}
