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

    private FeedAddress(string site, SubscriberToken token)
    {
        Site = site;
        _base = site + token.Text;
    }

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
        archive is { } number ? string.Create(CultureInfo.InvariantCulture, $"{_base}/feeds/{show.Id}/{number}.xml") : $"{_base}/feeds/{show.Id}.xml";

    /// <summary>Of the page of all shows.</summary>
    public string OfPages => _base + "/";

    /// <param name="show">The show.</param>
    /// <param name="archive">The number of an archive; null for the newest episodes.</param>
    public string OfPage(Show show, int? archive) =>
        archive is { } number ? string.Create(CultureInfo.InvariantCulture, $"{_base}/shows/{show.Id}/{number}") : $"{_base}/shows/{show.Id}";

    /// <summary>Artwork is public, so that its address holds no token.</summary>
    public string OfArtwork(string file) => $"{Site}artwork/{file}";

    public string OfAudio(Episode episode) => $"{_base}/{episode.MediaKey}";

    /// <summary>Of a file beside the audio.</summary>
    public string OfFile(Episode episode, string file) => $"{_base}/{episode.KeyOf(file)}";

    public string? OfPlaylist(Episode episode) => episode.PlaylistKey is { } key ? $"{_base}/{key}" : null;

    // The addresses hold the token.
    public override string ToString() => nameof(FeedAddress);
}
