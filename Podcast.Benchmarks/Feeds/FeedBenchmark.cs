using System.Diagnostics;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Feeds;

namespace Podcast.Benchmarks.Feeds;

/// <summary>Renders a feed of 300 episodes, against System.ServiceModel.Syndication with the same elements, in turn.</summary>
internal sealed class FeedBenchmark : IBenchmark
{
    private const int Rounds = 200;
    private const double MostOfBaseline = 1.0 / 3;

    private static readonly XNamespace Itunes = FeedNamespaces.Itunes;
    private static readonly XNamespace Content = FeedNamespaces.Content;
    private static readonly XNamespace Podcasting = FeedNamespaces.Podcasting;

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    public string Name => "feed";

    public string Sentence => "Rendering a feed of 300 episodes against System.ServiceModel.Syndication with the same elements.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var address = FeedAddress.Read("https", "cast.example", SubscriberToken.Create(SigningKey.Create("01")))!;
        var page = new FeedPage([.. Enumerable.Range(1, FeedPage.Length).Select(CreateEpisode)]);
        var modified = DateTimeOffset.FromUnixTimeSeconds(page.Episodes[0].PublishedAt);

        // As the function does.
        int Render()
        {
            var feed = FeedWriter.Write(Show, page, address, modified);
            FeedXml.Release(feed);
            return feed.Length;
        }

        int RenderBaseline() => WriteWithSyndication(page, address, modified);

        var (ours, baseline) = (new List<(TimeSpan Time, long Bytes)>(), new List<(TimeSpan Time, long Bytes)>());
        for (var i = -20; i < Rounds; i++)
        {
            var (mine, theirs) = (Measure(Render), Measure(RenderBaseline));
            if (i >= 0)
            {
                ours.Add(mine);
                baseline.Add(theirs);
            }
        }

        await progress.ReportAsync($"{Render() / 1024} KB against {RenderBaseline() / 1024} KB");
        return
        [
            Compare("rendering a feed, time", "ms", figure => figure.Time.TotalMilliseconds),
            Compare("rendering a feed, allocations", "KB", figure => figure.Bytes / 1024.0),
        ];

        BenchmarkResult Compare(string what, string unit, Func<(TimeSpan Time, long Bytes), double> select) => BenchmarkResult.Compare(
            what, unit, [.. ours.Select(select)], "System.ServiceModel.Syndication", [.. baseline.Select(select)], Goal.RatioAtMost(MostOfBaseline));
    }

    private static Show Show { get; } = new()
    {
        Id = "news",
        Title = "The news",
        Description = "What happened.",
        Author = "Somebody",
        Language = "en",
        Link = "https://news.example/",
        Categories = ["News > Daily News"],
        Artwork = "0123456789abcdef0123456789abcdef.jpg",
        Guid = PodcastGuid.FromAddress("https://news.example/feed"),
        CreatedAt = 0,
    };

    private static Episode CreateEpisode(int number) => new()
    {
        Show = "news",
        Id = $"episode-{number}",
        Title = $"Episode {number}: what happened & why",
        Description = string.Concat(Enumerable.Repeat("What happened, and what to think of it. ", 10)),
        ContentType = "audio/mpeg",
        ContentLength = 28_800_000 + number,
        DurationSeconds = 1800 + number,
        File = "audio-abcdefgh2345.mp3",
        PublishedAt = 1_750_000_000 - (number * 86_400),
        CreatedAt = 0,
        Playlist = "audio-abcdefgh2345.m3u8",
        PlaylistLength = 345,
        Details = new()
        {
            Season = 1,
            Number = number,
            Notes = "<p>" + string.Concat(Enumerable.Repeat("What <b>happened</b>, and <a href=\"https://news.example/\">what to think</a> of it. ", 10)) + "</p>",
            Chapters = "chapters-0123456789abcdef0123456789abcdef.json",
            Transcripts = [new("transcript-0123456789abcdef0123456789abcdef.vtt", "text/vtt", "en")],
        },
    };

    // The same elements; what the library has no property for goes into its extensions.
    private static int WriteWithSyndication(FeedPage page, FeedAddress address, DateTimeOffset modified)
    {
        var feed = new SyndicationFeed(Show.Title, Show.Description, new(Show.Link!)) { Language = Show.Language, LastUpdatedTime = modified };
        feed.Links.Add(SyndicationLink.CreateSelfLink(new(address.OfFeed(Show, null)), "application/rss+xml"));
        feed.ImageUrl = new(address.OfArtwork(Show.Artwork!));
        feed.ElementExtensions.Add(new XElement(Itunes + "author", Show.Author));
        feed.ElementExtensions.Add(new XElement(Itunes + "explicit", "false"));
        feed.ElementExtensions.Add(new XElement(Itunes + "block", "Yes"));
        feed.ElementExtensions.Add(new XElement(Itunes + "image", new XAttribute("href", address.OfArtwork(Show.Artwork!))));
        feed.ElementExtensions.Add(new XElement(
            Itunes + "category", new XAttribute("text", "News"), new XElement(Itunes + "category", new XAttribute("text", "Daily News"))));
        feed.ElementExtensions.Add(new XElement(Podcasting + "guid", Show.Guid));
        feed.ElementExtensions.Add(new XElement(Podcasting + "locked", "yes"));
        feed.Items = [.. page.Episodes.Select(episode => CreateItem(episode, address))];

        using var output = new MemoryStream();
        using (var writer = XmlWriter.Create(output, Settings))
        {
            new Rss20FeedFormatter(feed, serializeExtensionsAsAtom: false).WriteTo(writer);
        }

        return (int)output.Length;
    }

    private static SyndicationItem CreateItem(Episode episode, FeedAddress address)
    {
        var item = new SyndicationItem
        {
            Title = new(episode.Title),
            Summary = new(episode.Description),
            Id = $"news/{episode.Id}",
            PublishDate = DateTimeOffset.FromUnixTimeSeconds(episode.PublishedAt),
        };
        item.Links.Add(SyndicationLink.CreateMediaEnclosureLink(new(address.OfAudio(episode)), episode.ContentType, episode.ContentLength));
        item.ElementExtensions.Add(new XElement(Content + "encoded", new XCData(episode.Details.Notes!)));
        item.ElementExtensions.Add(new XElement(Itunes + "duration", (long)episode.DurationSeconds));
        item.ElementExtensions.Add(new XElement(Itunes + "explicit", "false"));
        item.ElementExtensions.Add(new XElement(Itunes + "episodeType", episode.Details.Type));
        foreach (var space in new[] { Itunes, Podcasting })
        {
            item.ElementExtensions.Add(new XElement(space + "season", episode.Details.Season));
            item.ElementExtensions.Add(new XElement(space + "episode", episode.Details.Number));
        }

        item.ElementExtensions.Add(new XElement(
            Podcasting + "alternateEnclosure",
            new XAttribute("type", "application/x-mpegURL"),
            new XAttribute("length", episode.PlaylistLength!),
            new XElement(Podcasting + "source", new XAttribute("uri", address.OfPlaylist(episode)!))));
        item.ElementExtensions.Add(new XElement(
            Podcasting + "chapters", new XAttribute("url", address.OfFile(episode, episode.Details.Chapters!)), new XAttribute("type", "application/json+chapters")));
        item.ElementExtensions.Add(new XElement(
            Podcasting + "transcript",
            new XAttribute("url", address.OfFile(episode, episode.Details.Transcripts[0].File)),
            new XAttribute("type", "text/vtt"),
            new XAttribute("language", "en")));
        return item;
    }

    private static (TimeSpan Time, long Bytes) Measure(Func<int> render)
    {
        var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        render();
        return (Stopwatch.GetElapsedTime(started), GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}
