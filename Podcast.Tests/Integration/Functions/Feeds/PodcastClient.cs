using System.Diagnostics;

namespace Podcast.Tests.Integration.Functions.Feeds;

/// <summary>A podcast client of Debian without a screen: it subscribes to a feed, updates it and downloads every episode.</summary>
/// <param name="Package">The Debian package.</param>
/// <param name="Script">What is done in bash, with <c>$FEED</c>, <c>$EPISODES</c> and the empty folder <c>$HOME</c>; audio goes below <c>$HOME/audio</c>.</param>
internal sealed record PodcastClient(string Package, string Script)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>https://podget.sourceforge.net: bash and wget.</summary>
    public static PodcastClient Podget { get; } = new("podget", """
        mkdir config audio
        podget --dir_config "$HOME/config" --create-config podgetrc
        echo "$FEED category show" > config/serverlist
        podget --dir_config "$HOME/config" --library "$HOME/audio" --silent
        """);

    /// <summary>https://gpodder.github.io/docs/gpo.html, gPodder's command line.</summary>
    public static PodcastClient GPodder { get; } = new("gpodder", """
        export GPODDER_HOME="$HOME/state" GPODDER_DOWNLOAD_DIR="$HOME/audio"
        gpo subscribe "$FEED"
        gpo update
        gpo download
        """);

    /// <summary>https://newsboat.org/releases/2.21/docs/newsboat.html: newsboat queues the episodes, and podboat, which wants a terminal, downloads them.</summary>
    public static PodcastClient Newsboat { get; } = new("newsboat", """
        mkdir .newsboat audio
        echo "$FEED" > .newsboat/urls
        printf 'podcast-auto-enqueue yes\ndownload-path "%s"\nmax-downloads 4\n' "$HOME/audio" > .newsboat/config
        newsboat --execute=reload
        {
          trap '' PIPE
          until [ "$(find audio -name '*.mp3' | wc --lines)" -ge "$EPISODES" ]; do sleep 0.2; done
          while printf q 2> /dev/null; do sleep 0.2; done
        } | TERM=xterm timeout 60 script --quiet --return --command 'podboat --autodownload' /dev/null
        """);

    /// <summary>https://feedparser.readthedocs.io, which many programs in Python read feeds with; it reports what is malformed.</summary>
    public static PodcastClient Feedparser { get; } = new("python3-feedparser", """
        mkdir audio
        /usr/bin/python3 - <<'PYTHON'
        import os, urllib.request
        import feedparser
        feed = feedparser.parse(os.environ["FEED"])
        if feed.bozo:
            raise feed.bozo_exception
        for entry in feed.entries:
            for enclosure in entry.enclosures:
                urllib.request.urlretrieve(enclosure.href, "audio/" + enclosure.href.split("/")[-1])
        PYTHON
        """);

    /// <summary>https://www.npmjs.com/package/rss-parser.</summary>
    public static PodcastClient RssParser { get; } = new("nodejs", """
        mkdir audio
        npm install --silent --no-audit --no-fund --prefix "$HOME" rss-parser@3.13.0
        cat > read.mjs <<'NODE'
        import { writeFile } from 'node:fs/promises';
        import Parser from 'rss-parser';
        const feed = await new Parser().parseURL(process.env.FEED);
        for (const { enclosure } of feed.items.filter(item => item.enclosure)) {
          await writeFile(`audio/${enclosure.url.split('/').pop()}`, Buffer.from(await (await fetch(enclosure.url)).arrayBuffer()));
        }
        NODE
        node read.mjs
        """);

    /// <summary>https://www.npmjs.com/package/feedparser.</summary>
    public static PodcastClient NodeFeedparser { get; } = new("nodejs", """
        mkdir audio
        npm install --silent --no-audit --no-fund --prefix "$HOME" feedparser@2.6.0
        cat > read.mjs <<'NODE'
        import { writeFile } from 'node:fs/promises';
        import { Readable } from 'node:stream';
        import FeedParser from 'feedparser';
        const response = await fetch(process.env.FEED);
        const items = Readable.from([Buffer.from(await response.arrayBuffer())]).pipe(new FeedParser({ feedurl: process.env.FEED }));
        for await (const { enclosures } of items) {
          for (const { url } of enclosures) {
            await writeFile(`audio/${url.split('/').pop()}`, Buffer.from(await (await fetch(url)).arrayBuffer()));
          }
        }
        NODE
        node read.mjs
        """);

    /// <summary>The audio that the client downloaded, by its file's name.</summary>
    /// <exception cref="InvalidOperationException">The client is not installed, or it failed.</exception>
    public async Task<IReadOnlyDictionary<string, byte[]>> DownloadAsync(Uri feed, int episodes, CancellationToken cancellationToken)
    {
        var home = Directory.CreateTempSubdirectory("podcast-client-").FullName;
        try
        {
            await RunAsync(home, feed, episodes, cancellationToken);
            return Directory.EnumerateFiles(Path.Combine(home, "audio"), "*.mp3", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private async Task RunAsync(string home, Uri feed, int episodes, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"dpkg --status {Package} > /dev/null\ncd \"$HOME\"\n{Script}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = home, ["FEED"] = feed.ToString(), ["EPISODES"] = $"{episodes}", ["no_proxy"] = "*" },
        };
        start.Environment.Remove("XDG_CONFIG_HOME");
        start.Environment.Remove("XDG_DATA_HOME");
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"The client ended with {process.ExitCode}. Is it installed (apt-get install {Package})?\n{await output}\n{await errors}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
