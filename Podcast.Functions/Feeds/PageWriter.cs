using System.Globalization;
using System.Text;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;

namespace Podcast.Functions.Feeds;

/// <summary>Writes the listener's pages, which work without a script but for the player.</summary>
internal static class PageWriter
{
    /// <summary>Notes are left out behind this many characters: Lambda takes 6 MB from a function.</summary>
    private const int MaxLengthWithNotes = 1024 * 1024;

    private const int Hues = 10;

    private static readonly Html.Markup PlayIcon = new("""<svg class="go" viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5.2v13.6a.8.8 0 0 0 1.2.7l11-6.8a.8.8 0 0 0 0-1.4l-11-6.8A.8.8 0 0 0 8 5.2z"/></svg>""");
    private static readonly Html.Markup PauseIcon = new("""<svg class="stop" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 5h3.5v14H7zM13.5 5H17v14h-3.5z"/></svg>""");

    /// <returns>The document in UTF-8.</returns>
    public static ReadOnlyMemory<byte> WriteShow(Show show, FeedPage page, FeedAddress address)
    {
        var html = Begin(show.Title, HueOf(show), "Skip to the episodes", "#episodes");
        html.Append($"""<div class="split"><div class="aside">""");
        WriteUp(html, address);
        WriteHead(html, show, address);
        WriteListen(html, show, address);
        html.Append("""</div><main>""");
        html.Append("""<section class="episodes" id="episodes" aria-labelledby="list" tabindex="-1"><h2 id="list">""");
        html.Append(page.Archive is null ? "Episodes" : "Older episodes");
        html.Append("</h2>");
        if (page.Episodes.Count == 0)
        {
            html.Append("""<p class="episode muted">There are no episodes yet. They will appear here and in your app.</p>""");
        }

        html.Append("<ol>");
        foreach (var episode in page.Episodes)
        {
            WriteEpisode(html, show, episode, address);
        }

        html.Append("</ol>");
        WritePaging(html, show, page, address);
        html.Append("</section></main></div>");
        WriteFooter(html);
        html.Append("</div>\n");
        WritePlayer(html);
        return End(html);
    }

    /// <summary>The page of all shows.</summary>
    /// <returns>The document in UTF-8.</returns>
    public static ReadOnlyMemory<byte> WriteShows(IReadOnlyList<ListedShow> shows, FeedAddress address)
    {
        var html = Begin("Your shows", "hue-4", "Skip to the shows", "#shows");
        html.Append("""<main><h1>Your shows</h1><ul class="shows" id="shows" tabindex="-1">""");
        foreach (var (show, access) in shows)
        {
            html.Append($"""<li class="{HueOf(show)}"><a href="{address.OfPage(show, null)}">""");
            WriteArtwork(html, show.Artwork, show, address);
            html.Append($"""<div><h2 dir="auto" lang="{show.Language}">{show.Title}</h2>""");
            if (access != AccessState.Active)
            {
                html.Append($"""<p class="state">{EndedNotice.For(access, EndedNotice.English).Text.Title}</p>""");
            }

            html.Append($"""<p dir="auto" lang="{show.Language}">{show.Description}</p></div></a></li>""");
        }

        html.Append("</ul></main>");
        WriteFooter(html);
        html.Append("</div>\n");
        return End(html);
    }

    /// <summary>The page of a show whose access ended.</summary>
    /// <returns>The document in UTF-8.</returns>
    public static ReadOnlyMemory<byte> WriteEnded(Show show, EndedNotice notice, FeedAddress address)
    {
        var html = Begin(show.Title, HueOf(show), "Skip to what happened", "#notice");
        html.Append("""<div class="split"><div class="aside">""");
        WriteUp(html, address);
        WriteHead(html, show, address);
        html.Append("</div><main>");
        WriteNotice(html, notice, show, address);
        html.Append("</main></div>");
        html.Append("</div>\n");
        return End(html);
    }

    /// <summary>The page of an address all of whose access ended; which shows it was for, nobody knows any more.</summary>
    /// <returns>The document in UTF-8.</returns>
    public static ReadOnlyMemory<byte> WriteEnded(EndedNotice notice)
    {
        var html = Begin(notice.Text.Title, "hue-4", "Skip to what happened", "#notice");
        html.Append("<main><h1>Your shows</h1>");
        WriteNotice(html, notice, null, null);
        html.Append("</main>");
        html.Append("</div>\n");
        return End(html);
    }

    private static Html Begin(string title, string hue, string skip, string target) => new Html().Append($"""
        <!doctype html>
        <html lang="en" class="{hue}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <meta name="robots" content="noindex">
        <title>{title}</title>
        <link rel="icon" href="{PageAssets.PathOf("icon.svg")}" type="image/svg+xml">
        <link rel="stylesheet" href="{PageAssets.PathOf("listen.css")}">
        <script src="{PageAssets.PathOf("listen.js")}" defer></script>
        </head>
        <body>
        <a class="skip" href="{target}">{skip}</a>
        <div class="page">

        """);

    private static ReadOnlyMemory<byte> End(Html html) => Encoding.UTF8.GetBytes(html.Append("</body>\n</html>\n").ToString());

    private static void WriteUp(Html html, FeedAddress address) =>
        html.Append($"""<nav aria-label="Shows"><a class="up" href="{address.OfPages}"><span aria-hidden="true">←</span> Your shows</a></nav>""");

    private static void WriteHead(Html html, Show show, FeedAddress address)
    {
        html.Append("""<header><div class="show">""");
        WriteArtwork(html, show.Artwork, show, address);
        html.Append($"""
            <div><h1 dir="auto" lang="{show.Language}">{show.Title}</h1><p class="author" dir="auto">{show.Author}</p></div></div>
            <p class="about" dir="auto" lang="{show.Language}">{show.Description}</p></header>

            """);
    }

    // Beside its title a picture says nothing new.
    private static void WriteArtwork(Html html, string? artwork, Show show, FeedAddress address)
    {
        if (artwork is not null)
        {
            html.Append($"""<img class="art" src="{address.OfArtwork(artwork)}" alt="" width="400" height="400">""");
        }
        else
        {
            html.Append($"""<span class="art" aria-hidden="true"><b>{StringInfo.GetNextTextElement(show.Title.TrimStart())}</b></span>""");
        }
    }

    private static void WriteListen(Html html, Show show, FeedAddress address)
    {
        var feed = address.OfFeed(show, null);
        html.Append("""<section class="listen" aria-labelledby="apps"><h2 id="apps">Listen in your app</h2><p>New episodes arrive there by themselves.</p><ul class="apps">""");
        foreach (var (app, link) in ListenLinks.To(feed))
        {
            html.Append($"""<li><a href="{link}">{app}</a></li>""");
        }

        html.Append($"""
            </ul><div class="feed"><input id="feed" readonly value="{feed}" aria-label="Your feed's address, for any other app"><button id="copy" type="button" hidden>Copy</button></div>
            <details><summary>Scan with your phone</summary>{QrCode.Draw(feed, "QR code of your feed's address")}</details></section>

            """);
    }

    private static void WriteEpisode(Html html, Show show, Episode episode, FeedAddress address)
    {
        var details = episode.Details;
        var seconds = (long)Math.Max(1, Math.Round(episode.DurationSeconds, MidpointRounding.AwayFromZero));
        var published = DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt);
        html.Append($"""
            <li><article class="episode" id="e-{episode.Id}" data-id="{show.Id}/{episode.Id}" data-title="{episode.Title}" data-show="{show.Title}" data-author="{show.Author}" data-duration="{seconds}" data-audio="{address.OfAudio(episode)}"
            """);
        WriteData(html, "hls", address.OfPlaylist(episode));
        WriteData(html, "art", (details.Artwork ?? show.Artwork) is { } artwork ? address.OfArtwork(artwork) : null);
        html.Append($"""
            ><p class="when"><time datetime="{published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}">{published.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</time>{Label(details)}</p>
            <h3 dir="auto" lang="{show.Language}">{episode.Title}</h3>
            <p class="summary" dir="auto" lang="{show.Language}">{episode.Description}</p>
            <div class="do"><a class="play" href="{address.OfAudio(episode)}" aria-describedby="e-{episode.Id}-t">{PlayIcon}{PauseIcon}<span>Play</span></a><span class="muted" id="e-{episode.Id}-t">{Duration(seconds)}</span><span class="left"></span></div>

            """);
        WriteNotes(html, show, episode, address);
        html.Append("</article></li>\n");
    }

    private static void WriteNotes(Html html, Show show, Episode episode, FeedAddress address)
    {
        var notes = html.Length < MaxLengthWithNotes ? episode.Details.Notes : null;
        var chapters = episode.Chapters;
        if (notes is null && chapters is null && episode.Details.Transcripts.Count == 0)
        {
            return;
        }

        html.Append($"""<details><summary>{(notes is null ? "More" : "Notes")}<span class="muted"> {(chapters is null ? "" : "and chapters")}</span></summary>""");
        if (chapters is not null)
        {
            html.Append($"""<div class="notes"><ol class="chapters" aria-label="Chapters" data-chapters="{address.OfFile(episode, chapters)}"></ol></div>""");
        }

        if (notes is not null)
        {
            html.Append($"""<div class="notes" dir="auto" lang="{show.Language}">{new Html.Markup(notes)}</div>""");
        }

        foreach (var transcript in episode.Details.Transcripts)
        {
            html.Append($"""<p><a href="{address.OfFile(episode, transcript.File)}">Transcript ({transcript.Language})</a></p>""");
        }

        html.Append("</details>");
    }

    private static void WritePaging(Html html, Show show, FeedPage page, FeedAddress address)
    {
        if (page.Archive is null && page.PreviousArchive is null)
        {
            return;
        }

        html.Append("""<nav class="older" aria-label="More episodes">""");
        if (page.Archive is not null)
        {
            html.Append($"""<a href="{address.OfPage(show, page.NextArchive)}">Newer episodes</a>""");
        }

        if (page.PreviousArchive is { } previous)
        {
            html.Append($"""<a href="{address.OfPage(show, previous)}">Older episodes</a>""");
        }

        html.Append("</nav>");
    }

    // The script of a page that was open when access ended takes this section over and plays its sound.
    private static void WriteNotice(Html html, EndedNotice notice, Show? show, FeedAddress? address)
    {
        html.Append($"""<section class="notice" id="notice" tabindex="-1" lang="{notice.Language}" """);
        var sound = show is not null ? address?.OfNotice(show, notice) : null;
        WriteData(html, "audio", sound);
        html.Append($"""><h2>{notice.Text.Title}</h2><p>{notice.Text.Text}</p>""");
        if ((show?.RenewalLink ?? show?.Link) is { } link)
        {
            html.Append($"""<p><a class="button" href="{link}">{notice.Text.Renew}</a></p>""");
        }

        if (sound is not null)
        {
            html.Append($"""<p><audio class="spoken" controls preload="none" src="{sound}"></audio></p>""");
        }

        html.Append("</section>\n");
    }

    private static void WriteFooter(Html html) => html.Append("""
        <footer>This link is yours alone: whoever has it listens in your name. What you have heard is remembered in this browser only.</footer>

        """);

    private static void WritePlayer(Html html) => html.Append($"""
        <section class="bar" id="player" aria-label="Player" data-hls-script="{PageAssets.PathOf("hls.js")}" hidden><div>
        <div class="seek"><span id="at">0:00</span><input id="seek" type="range" min="0" max="1" step="1" value="0" aria-label="Position"><span id="of">0:00</span></div>
        <div class="deck"><img class="art" id="art" alt="" width="48" height="48" hidden><div class="now"><strong id="title" dir="auto"></strong><span id="show" dir="auto"></span></div>
        <div class="keys">
        <button id="back" type="button" aria-label="Back 15 seconds" aria-keyshortcuts="ArrowLeft"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5V1.8L7.2 6 12 10.2V7a6 6 0 1 1-6 6H4a8 8 0 1 0 8-8z"/><text x="12" y="16" font-size="7" font-weight="700" text-anchor="middle">15</text></svg></button>
        <button id="toggle" class="main" type="button" aria-label="Play" aria-keyshortcuts="Space">{PlayIcon}{PauseIcon}</button>
        <button id="on" type="button" aria-label="On 30 seconds" aria-keyshortcuts="ArrowRight"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5V1.8L16.8 6 12 10.2V7a6 6 0 1 0 6 6h2a8 8 0 1 1-8-8z"/><text x="12" y="16" font-size="7" font-weight="700" text-anchor="middle">30</text></svg></button></div>
        <div class="set"><label>Speed <select id="speed"><option value="0.8">0.8×</option><option value="1" selected>1×</option><option value="1.2">1.2×</option><option value="1.5">1.5×</option><option value="1.75">1.75×</option><option value="2">2×</option></select></label><label hidden><input id="saver" type="checkbox"> Save data</label></div></div>
        <p class="said" id="said" role="status"></p></div><audio id="audio" preload="none"></audio></section>

        """);

    private static void WriteData(Html html, string name, string? value)
    {
        if (value is not null)
        {
            html.Append($""" data-{name}="{value}" """);
        }
    }

    private static string Label(EpisodeDetails details) =>
        (details.Season, details.Number) switch
        {
            ({ } season, { } number) => string.Create(CultureInfo.InvariantCulture, $" · Season {season}, episode {number}"),
            (null, { } number) => string.Create(CultureInfo.InvariantCulture, $" · Episode {number}"),
            ({ } season, null) => string.Create(CultureInfo.InvariantCulture, $" · Season {season}"),
            _ => "",
        } + details.Type switch
        {
            EpisodeType.Trailer => " · Trailer",
            EpisodeType.Bonus => " · Bonus",
            _ => "",
        };

    private static string Duration(long seconds)
    {
        var minutes = (seconds + 30) / 60;
        return seconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds} sec")
            : minutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{minutes} min")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60} min");
    }

    private static string HueOf(Show show) => string.Create(CultureInfo.InvariantCulture, $"hue-{Digest.Hash(show.Id)[0] % Hues}");
}
