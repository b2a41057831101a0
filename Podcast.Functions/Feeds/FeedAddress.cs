using System.Buffers;
using System.Globalization;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Feeds;

/// <summary>Addresses of one subscriber, as the viewer reaches them.</summary>
internal sealed class FeedAddress
{
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:[]");

    private readonly string _base;
    private readonly IReadOnlyDictionary<string, string>? _files;

    private FeedAddress(string site, SubscriberToken token)
    {
        Site = site;
        _base = site + token.Text;
    }

    private FeedAddress(string site, string feed, IReadOnlyDictionary<string, string> files)
    {
        Site = site;
        _base = feed;
        _files = files;
    }

    /// <summary>The addresses of a feed that is exported: for the publisher, and without a subscriber's token.</summary>
    /// <param name="site">Where artwork is, with a slash at its end.</param>
    /// <param name="feed">Where the export came from.</param>
    /// <param name="files">An address for each key of the media bucket.</param>
    public static FeedAddress ForExport(string site, string feed, IReadOnlyDictionary<string, string> files) => new(site, feed, files);

    /// <summary>Whether the feed is for the publisher, to be imported elsewhere.</summary>
    public bool IsExport => _files is not null;

    /// <summary>What may be shown and shared: it does not hold the token.</summary>
    public string Site { get; }

    /// <returns>Null when the host is none.</returns>
    public static FeedAddress? Read(string? proto, string? host, SubscriberToken token) =>
        host is { Length: > 0 and <= 255 } && !host.AsSpan().ContainsAnyExcept(HostCharacters)
            ? new($"{(proto == "http" ? "http" : "https")}://{host}/", token)
            : null;

    /// <param name="show">The show.</param>
    /// <param name="archive">The number of an archive; null for the document that apps subscribe to.</param>
    public string OfFeed(Show show, int? archive) =>
        IsExport ? _base
        : archive is { } number ? string.Create(CultureInfo.InvariantCulture, $"{_base}/feeds/{show.Id}/{number}.xml") : $"{_base}/feeds/{show.Id}.xml";

    public string OfNotice(Show show, EndedNotice notice) => $"{_base}/notices/{show.Id}/{notice.FindOwn(show)?.File ?? notice.File}";

    /// <summary>Of the page of all shows.</summary>
    public string OfPages => _base + "/";

    /// <param name="show">The show.</param>
    /// <param name="archive">The number of an archive; null for the newest episodes.</param>
    public string OfPage(Show show, int? archive) =>
        archive is { } number ? string.Create(CultureInfo.InvariantCulture, $"{_base}/shows/{show.Id}/{number}") : $"{_base}/shows/{show.Id}";

    /// <summary>Artwork is public, so that its address holds no token.</summary>
    public string OfArtwork(string file) => $"{Site}artwork/{file}";

    public string OfAudio(Episode episode) => OfKey(episode.MediaKey);

    /// <summary>Of a file beside the audio.</summary>
    public string OfFile(Episode episode, string file) => OfKey(episode.KeyOf(file));

    /// <summary>None in an export: the segments of a playlist would have no addresses.</summary>
    public string? OfPlaylist(Episode episode) => !IsExport && episode.PlaylistKey is { } key ? OfKey(key) : null;

    private string OfKey(string key) => _files is null ? $"{_base}/{key}" : _files[key];

    // The addresses hold the token.
    public override string ToString() => nameof(FeedAddress);
}
