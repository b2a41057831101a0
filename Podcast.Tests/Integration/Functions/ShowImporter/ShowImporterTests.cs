using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions;
using Podcast.Functions.AutoTranscoding;
using Podcast.Functions.ShowImporter;
using Podcast.Tests.Integration.Functions.PublisherApi;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.ShowImporter;

/// <summary>Shows that move from another host into the local AWS, and out of it again.</summary>
public sealed class ShowImporterTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private const int PartSize = 8 * 1024 * 1024;

    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow().AddMinutes(1));
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private PublisherSystem _system = null!;
    private FeedHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _deadline.CancelAfter(TimeSpan.FromSeconds(120));
        _host = await FeedHost.StartAsync();
        _system = await PublisherSystem.StartAsync(await dynamoDb.GetEndpointAsync(), Allow);
        await _system.RunAsync(FunctionName.AutoTranscoding, AutoTranscodingFunction.Compose, AutoTranscodingJsonContext.Default.TranscodingReport);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _host.DisposeAsync();
        _deadline.Dispose();
    }

    [Fact]
    public async Task Import_OfAFeed_BringsShowEpisodesArtworkAndAudio()
    {
        await RunImporterAsync();
        var audio = Audio(100_000, 1);
        _host.Put("one.mp3", audio, "audio/mpeg");
        _host.Put("art.png", Images.Png(1400, 1400), "image/png");
        var feed = Feed(
            Item("one", "tag:example.com,2020:1", "Mon, 06 Jan 2020 07:00:00 EST", "moved/one.mp3", "<itunes:season>2</itunes:season><itunes:episode>7</itunes:episode><itunes:duration>1:02:03</itunes:duration>"),
            Item("two", "2", "Tue, 07 Jan 2020 07:00:00 GMT", "gone.mp3"));

        var import = await ImportAsync(_host.Put("feed.xml", Encoding.UTF8.GetBytes(feed), "application/rss+xml"), "news");
        var done = await WaitAsync(import, "done");

        Assert.Equal((2, 1, 1), ((int)done["total"]!, (int)done["done"]!, (int)done["failed"]!));
        var failed = done["episodes"]!.AsArray().Single(episode => (string?)episode!["state"] == "failed")!;
        Assert.Equal("The host 127.0.0.1 responded with 404.", (string?)failed["reason"]);
        var (_, show) = await _system.CallAsync("GET", "/shows/news");
        Assert.Equal(("A show & more", "Ada", "en-gb"), ((string?)show["title"], (string?)show["author"], (string?)show["language"]));
        Assert.Equal(["News > Daily News"], show["categories"]!.AsArray().Select(category => (string?)category));
        Assert.EndsWith(".png", (string?)show["artwork"], StringComparison.Ordinal);

        var item = Items(await ViewAsync("news")).Single();
        Assert.Equal("tag:example.com,2020:1", item.Element("guid")!.Value);
        Assert.Equal("Mon, 06 Jan 2020 12:00:00 +0000", item.Element("pubDate")!.Value.Replace("GMT", "+0000", StringComparison.Ordinal));
        Assert.Equal(("2", "7", "3723"), (item.Element(Itunes + "season")!.Value, item.Element(Itunes + "episode")!.Value, item.Element(Itunes + "duration")!.Value));
        Assert.Equal(audio, await ReadAudioAsync("news"));
    }

    [Fact]
    public async Task Import_ThatBreaksOff_GoesOnBehindTheLastWholePart()
    {
        await RunImporterAsync();
        var audio = Audio((2 * PartSize) + 500_000, 2);
        _host.Put("long.mp3", audio, "audio/mpeg");
        var breakOff = _host.Hold("long.mp3", PartSize + 1_000_000);
        var import = await ImportAsync(_host.Put("feed.xml", Encoding.UTF8.GetBytes(Feed(Item("one", "1", "Mon, 06 Jan 2020 07:00:00 GMT", "long.mp3"))), "text/xml"), "news");
        await WaitForBytesAsync(import, PartSize);
        breakOff();
        var waiting = await WaitAsync(import, episode => (string?)episode["episodes"]?.AsArray().FirstOrDefault()?["reason"] == "The host broke off before the end of the file.");
        Assert.Equal(PartSize, (int?)waiting["episodes"]![0]!["bytes"]);

        await GoOnAsync();
        await WaitAsync(import, "done");

        Assert.Equal(
            [(null, null), ($"bytes={PartSize}-", "\"one\"")],
            _host.Requests.Where(request => request.Path == "long.mp3").Select(request => (request.Range, request.IfRange)));
        Assert.Equal(audio, await ReadAudioAsync("news"));
    }

    [Fact]
    public async Task Import_WhoseFileChangesInBetween_BeginsAgain()
    {
        await RunImporterAsync();
        _host.Put("long.mp3", Audio(2 * PartSize, 3), "audio/mpeg");
        var breakOff = _host.Hold("long.mp3", PartSize + 1_000_000);
        var import = await ImportAsync(_host.Put("feed.xml", Encoding.UTF8.GetBytes(Feed(Item("one", "1", "Mon, 06 Jan 2020 07:00:00 GMT", "long.mp3"))), "text/xml"), "news");
        await WaitForBytesAsync(import, PartSize);
        breakOff();
        await WaitAsync(import, episode => episode["episodes"]?.AsArray().FirstOrDefault()?["reason"] is not null);

        var other = Audio(PartSize + 77, 4);
        _host.Put("long.mp3", other, "audio/mpeg", tag: "two");
        await GoOnAsync();
        await WaitAsync(import, "done");

        Assert.Equal(other, await ReadAudioAsync("news"));
    }

    [Fact]
    public async Task Import_RunTwice_LeavesWhatIsThere()
    {
        await RunImporterAsync();
        _host.Put("one.mp3", Audio(5_000, 5), "audio/mpeg");
        var url = _host.Put("feed.xml", Encoding.UTF8.GetBytes(Feed(Item("one", "1", "Mon, 06 Jan 2020 07:00:00 GMT", "one.mp3"))), "text/xml");
        await WaitAsync(await ImportAsync(url, "news"), "done");

        var again = await WaitAsync(await ImportAsync(url, "news"), "done");

        Assert.Equal("present", (string?)again["episodes"]![0]!["state"]);
        Assert.Single(_host.Requests, request => request.Path == "one.mp3");
    }

    [Fact]
    public async Task Import_WhoseFileChangesTwice_MixesNoParts()
    {
        await RunImporterAsync();
        var breakOff = _host.Hold("long.mp3", (3 * PartSize) + 1_000_000);
        var import = await ImportOfAsync("long.mp3", Audio(4 * PartSize, 8));
        await WaitForBytesAsync(import, 3 * PartSize);
        breakOff();
        await WaitAsync(import, found => (string?)found["episodes"]![0]!["state"] == "waiting");

        // The second file breaks off earlier than the first one, whose later parts are still there.
        var other = Audio(4 * PartSize, 9);
        _host.Put("long.mp3", other, "audio/mpeg", tag: "two");
        breakOff = _host.Hold("long.mp3", PartSize + 1_000_000);
        await GoOnAsync();
        await WaitForBytesAsync(import, PartSize);
        breakOff();
        await WaitAsync(import, found => (string?)found["episodes"]![0]!["state"] == "waiting");
        await GoOnAsync();
        await WaitAsync(import, "done");

        Assert.Equal(
            [null, $"bytes={3 * PartSize}-", $"bytes={PartSize}-"],
            _host.Requests.Where(request => request.Path == "long.mp3").Select(request => request.Range));
        Assert.Equal(other, await ReadAudioAsync("news"));
    }

    [Fact]
    public async Task Import_ThatBreaksOffWithEachAttempt_FailsAfterFive()
    {
        await RunImporterAsync();
        _host.Broken["one.mp3"] = true;
        var import = await ImportOfAsync("one.mp3", Audio(5_000, 10));
        for (var attempt = 2; attempt <= 5; attempt++)
        {
            await WaitAsync(import, found => (string?)found["episodes"]?.AsArray().FirstOrDefault()?["state"] == "waiting" && _host.Requests.Count(request => request.Path == "one.mp3") == attempt - 1);
            _host.Broken["one.mp3"] = true;
            await GoOnAsync();
        }

        var failed = await WaitAsync(import, "done");

        Assert.Equal(1, (int)failed["failed"]!);
        Assert.Equal(5, _host.Requests.Count(request => request.Path == "one.mp3"));
    }

    [Fact]
    public async Task Import_SentAgainWhileItRuns_IsTheSame()
    {
        var url = _host.Put("feed.xml", Encoding.UTF8.GetBytes(Feed(Item("one", "1", "Mon, 06 Jan 2020 07:00:00 GMT", "one.mp3"))), "text/xml");

        Assert.Equal(await ImportAsync(url, "news"), await ImportAsync(url, "news"));
        Assert.NotEqual(await ImportAsync(url, "news"), await ImportAsync(url, "other"));
    }

    [Fact]
    public async Task Import_AfterOneThatLackedAudio_FetchesIt()
    {
        await RunImporterAsync();
        var url = _host.Put("feed.xml", Encoding.UTF8.GetBytes(Feed(Item("one", "1", "Mon, 06 Jan 2020 07:00:00 GMT", "one.mp3", "<itunes:duration>90</itunes:duration>"))), "text/xml");
        Assert.Equal(1, (int)(await WaitAsync(await ImportAsync(url, "news"), "done"))["failed"]!);
        var audio = Audio(5_000, 11);
        _host.Put("one.mp3", audio, "audio/mpeg");

        var again = await WaitAsync(await ImportAsync(url, "news"), "done");

        Assert.Equal(1, (int)again["done"]!);
        Assert.Equal(audio, await ReadAudioAsync("news"));
        Assert.Equal("90", Items(await ViewAsync("news")).Single().Element(Itunes + "duration")!.Value);
    }

    [Fact]
    public async Task Export_ImportedIntoAnotherShow_HasTheSameItems()
    {
        await RunImporterAsync();
        _host.Put("one.mp3", Audio(5_000, 6), "audio/mpeg");
        _host.Put("two.mp3", Audio(6_000, 7), "audio/mpeg");
        _host.Put("art.png", Images.Png(1400, 1400), "image/png");
        _host.Put("own.png", Images.Png(1500, 1500), "image/png");
        _host.Put("chapters.json", Encoding.UTF8.GetBytes("""{"version":"1.2.0","chapters":[{"startTime":0,"title":"Start"}]}"""), "application/json+chapters");
        _host.Put("two.vtt", Encoding.UTF8.GetBytes("WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"), "text/vtt");
        var feed = Feed(
            Item("one", "tag:1", "Mon, 06 Jan 2020 07:00:00 GMT", "one.mp3", "<link>https://example.com/one</link><itunes:season>2</itunes:season><itunes:episode>3</itunes:episode><itunes:episodeType>bonus</itunes:episodeType><itunes:duration>61</itunes:duration><itunes:explicit>true</itunes:explicit><content:encoded><![CDATA[<p>Notes &amp; <a href=\"https://example.com/\">more</a></p>]]></content:encoded>"),
            Item("two &lt;&amp;&gt; 二", "tag:2", "Tue, 07 Jan 2099 07:00:00 GMT", "two.mp3", "<itunes:image href=\"own.png\"/><podcast:person role=\"guest\" img=\"https://example.com/g.png\" href=\"https://example.com/g\">Grace</podcast:person><podcast:chapters url=\"chapters.json\" type=\"application/json+chapters\"/><podcast:transcript url=\"two.vtt\" type=\"text/vtt\" language=\"en-gb\"/>"))
            .Replace("<podcast:guid>", "<link>https://example.com/</link><copyright>© Ada</copyright><itunes:type>serial</itunes:type><itunes:explicit>true</itunes:explicit><itunes:owner><itunes:name>Ada</itunes:name><itunes:email>ada@example.com</itunes:email></itunes:owner><podcast:funding url=\"https://example.com/pay\">Pay</podcast:funding><podcast:person>Ada</podcast:person><podcast:guid>", StringComparison.Ordinal);
        var first = await WaitAsync(await ImportAsync(_host.Put("feed.xml", Encoding.UTF8.GetBytes(feed), "text/xml"), "first"), "done");
        Assert.Equal((2, null), ((int)first["done"]!, (string?)first["reason"]));

        var exported = await ExportAsync("first");
        var (status, import) = await _system.SendAsync("POST", "/imports/shows?show=second", exported, "application/rss+xml");
        Assert.True(status == 202, import.ToJsonString());
        await WaitAsync((string)import["id"]!, "done");

        var document = XDocument.Parse(exported);
        Assert.Equal(2, Items(document).Count);
        Assert.All(
            ["copyright", "owner", "funding", "person", "chapters", "transcript", "image", "season", "encoded", "link", "category"],
            name => Assert.Contains(document.Descendants(), element => element.Name.LocalName == name));
        Assert.Equal("no", document.Descendants().Single(element => element.Name.LocalName == "locked").Value);
        Assert.Equal(Comparable(exported), Comparable(await ExportAsync("second")));
        Assert.Equal(await IdsAsync("first"), await IdsAsync("second"));
    }

    [Fact]
    public async Task Export_OfALargeShow_LeadsToAFile()
    {
        await RunImporterAsync();
        _host.Put("one.mp3", Audio(5_000, 12), "audio/mpeg");
        var notes = $"<content:encoded><![CDATA[<p>{new string('n', 9_900)}</p>]]></content:encoded><itunes:summary>{new string('s', 3_900)}</itunes:summary>";
        var feed = Feed([.. Enumerable.Range(1, 110).Select(i => Item($"e{i}", $"{i}", "Mon, 06 Jan 2020 07:00:00 GMT", "one.mp3", notes))]);
        await WaitAsync(await ImportAsync(_host.Put("feed.xml", Encoding.UTF8.GetBytes(feed), "text/xml"), "news"), "done");

        var exported = XDocument.Parse(await ExportAsync("news"));

        Assert.Single((await _system.S3.ListObjectsV2Async(new() { BucketName = _system.IngestBucket, Prefix = "_feeds/exports/" }, _deadline.Token)).S3Objects);
        Assert.Equal(110, exported.Descendants(XName.Get("encoded", "http://purl.org/rss/1.0/modules/content/")).Count());
    }

    [Fact]
    public async Task Import_OfWhatIsPartlyWrong_LeavesThatOutAndSaysSo()
    {
        await RunImporterAsync();
        _host.Put("one.mp3", Audio(5_000, 13), "audio/mpeg");
        var item = Item("one", "1", "Mon, 06 Jan 2020 07:00:00 GMT", "one.mp3", $"<link>https://example.com/one</link><content:encoded><![CDATA[<p>{new string('n', 20_000)}</p>]]></content:encoded>");

        var import = await WaitAsync(await ImportAsync(_host.Put("feed.xml", Encoding.UTF8.GetBytes(Feed(item)), "text/xml"), "news"), "done");

        Assert.Equal((1, "Left out: notes: Has to be HTML of at most 10000 characters."), ((int)import["done"]!, (string?)import["episodes"]![0]!["reason"]));
        Assert.Equal("https://example.com/one", Items(await ViewAsync("news")).Single().Element("link")!.Value);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><channel><title>&a;</title></channel></rss>", "DTD")]
    [InlineData("<html><body>No feed</body></html>", "no channel")]
    [InlineData("no XML at all", "not XML that can be read")]
    public async Task Import_OfWhatIsNoFeed_FailsWithTheReason(string feed, string expected)
    {
        await RunImporterAsync();
        var failed = await WaitAsync(await ImportAsync(_host.Put("feed.xml", Encoding.UTF8.GetBytes(feed), "text/xml"), "news"), "failed");

        Assert.Contains(expected, (string?)failed["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ThatIsRedirectedForEver_Fails()
    {
        await RunImporterAsync();
        var failed = await WaitAsync(await ImportAsync(new Uri(_host.Url, "loop").ToString(), "news"), "failed");

        Assert.Contains("redirected more than 5 times", (string?)failed["reason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FromAPrivateAddress_IsRefusedUnlessAllowed()
    {
        await RunImporterAsync(allowPrivate: false);
        var failed = await WaitAsync(await ImportAsync(new Uri(_host.Url, "feed.xml").ToString(), "news"), "failed");

        Assert.Equal("127.0.0.1 has no public address.", (string?)failed["reason"]);
        Assert.Empty(_host.Requests);
    }

    [Theory]
    [InlineData("""{"url":"ftp://example.com/feed.xml","show":"news"}""", "#/url")]
    [InlineData("""{"url":"https://example.com/feed.xml"}""", "#/show")]
    [InlineData("""{"show":"news"}""", "#/url")]
    public async Task Import_InvalidRequest_NamesTheField(string body, string field)
    {
        var (status, problem) = await _system.SendAsync("POST", "/imports/shows", body, "application/json");

        Assert.Equal((400, field), (status, (string?)problem["errors"]![0]!["pointer"]));
    }

    // The schedule, when the wait before the next attempt is over.
    private Task GoOnAsync()
    {
        _time.Advance(TimeSpan.FromMinutes(6));
        return _system.InvokeAsync(FunctionName.ShowImporter, "{}");
    }

    private Task<string> ImportOfAsync(string name, byte[] audio)
    {
        _host.Put(name, audio, "audio/mpeg");
        var feed = Feed(Item("one", "1", "Mon, 06 Jan 2020 07:00:00 GMT", name));
        return ImportAsync(_host.Put("feed.xml", Encoding.UTF8.GetBytes(feed), "text/xml"), "news");
    }

    private Task<JsonNode> WaitForBytesAsync(string import, long bytes) => WaitAsync(
        import, found => found["episodes"]?.AsArray().FirstOrDefault() is { } episode && (string?)episode["state"] == "fetching" && (long)episode["bytes"]! == bytes);

    private async Task<IReadOnlyList<string>> IdsAsync(string show)
    {
        var (_, episodes) = await _system.CallAsync("GET", $"/shows/{show}/episodes");
        return [.. episodes["items"]!.AsArray().Select(episode => (string)episode!["id"]!)];
    }

    private static void Allow(JsonObject template) => template["Resources"]!.AsObject()
        .Select(resource => resource.Value!)
        .Single(resource => (string?)resource["Type"] == "AWS::Lambda::Function" && (string?)resource["Properties"]!["Handler"] == "PublisherApi")
        ["Properties"]!["Environment"]!["Variables"]!["ALLOW_PRIVATE_ADDRESSES"] = "true";

    private static byte[] Audio(int length, int seed)
    {
        var audio = new byte[length];
        new Random(seed).NextBytes(audio);
        ((ReadOnlySpan<byte>)[0xFF, 0xFB, 0x90, 0x00]).CopyTo(audio);
        audio.AsSpan(4, 500).Clear();
        return audio;
    }

    private string Item(string title, string guid, string date, string audio, string more = "") => $"""
        <item><title>{title}</title><guid isPermaLink="false">{guid}</guid><pubDate>{date}</pubDate><description>About {title}.</description>
        <enclosure url="{new Uri(_host.Url, audio)}" length="1" type="audio/mpeg"/>{more}</item>
        """;

    private static string Feed(params string[] items) => $"""
        <?xml version="1.0"?>
        <rss version="2.0" xmlns:itunes="{Itunes}" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>A show &amp; more</title><description>About it.</description><language>en-gb</language><itunes:author>Ada</itunes:author>
        <itunes:category text="News"><itunes:category text="Daily News"/></itunes:category><itunes:image href="art.png"/>
        <podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>{string.Concat(items)}</channel></rss>
        """;

    private static List<XElement> Items(XDocument feed) => [.. feed.Root!.Element("channel")!.Elements("item")];

    // What differs by where it is, and when.
    private static string Comparable(string feed)
    {
        var document = XDocument.Parse(feed);
        foreach (var url in document.Descendants().Where(element => element.Name.LocalName is "enclosure" or "chapters" or "transcript").Attributes("url"))
        {
            url.Value = "";
        }

        document.Descendants("lastBuildDate").Remove();
        document.Descendants(XNamespace.Get("http://www.w3.org/2005/Atom") + "link").Remove();
        return document.ToString();
    }

    private Task RunImporterAsync(bool allowPrivate = true) => _system.RunAsync(
        FunctionName.ShowImporter,
        ShowImporterFunction.Compose,
        ShowImporterJsonContext.Default.ShowImporterResult,
        new Dictionary<string, string> { ["ALLOW_PRIVATE_ADDRESSES"] = allowPrivate ? "true" : "" },
        _time);

    private async Task<string> ImportAsync(string url, string show)
    {
        var (status, import) = await _system.CallAsync("POST", "/imports/shows", new { url, show });
        Assert.True(status == 202, import.ToJsonString());
        return (string)import["id"]!;
    }

    private Task<JsonNode> WaitAsync(string import, string state) => WaitAsync(import, found => (string?)found["state"] == state);

    private async Task<JsonNode> WaitAsync(string import, Func<JsonNode, bool> condition)
    {
        while (true)
        {
            var found = await ReadImportAsync(import);
            if (condition(found))
            {
                return found;
            }

            await Task.Delay(50, _deadline.Token);
        }
    }

    // With its episodes, of which a page has a few.
    private async Task<JsonNode> ReadImportAsync(string import)
    {
        var (_, found) = await _system.CallAsync("GET", $"/imports/{import}");
        var episodes = new JsonArray();
        var path = $"/imports/{import}/episodes?limit=40";
        while (path is not null)
        {
            var (_, page) = await _system.CallAsync("GET", path);
            foreach (var episode in page["items"]!.AsArray())
            {
                episodes.Add(episode!.DeepClone());
            }

            path = (string?)page["next"] is { } next ? $"/imports/{import}/episodes?limit=40&cursor={next}" : null;
        }

        found["episodes"] = episodes;
        return found;
    }

    private async Task<XDocument> ViewAsync(string show)
    {
        var (status, _, body) = await _system.ViewAsync($"/{_system.Admit(show).Text}/feeds/{show}.xml");
        Assert.Equal(200, status);
        return XDocument.Parse(body);
    }

    private async Task<string> ExportAsync(string show)
    {
        var (status, text) = await _system.ReadAsync($"/shows/{show}/export");
        Assert.Equal(200, status);
        return text;
    }

    private async Task<byte[]> ReadAudioAsync(string show)
    {
        var audio = (await _system.S3.ListObjectsV2Async(new() { BucketName = _system.MediaBucket, Prefix = $"media/{show}/" }, _deadline.Token)).S3Objects.Single();
        using var response = await _system.S3.GetObjectAsync(_system.MediaBucket, audio.Key, _deadline.Token);
        using var copy = new MemoryStream();
        await response.ResponseStream.CopyToAsync(copy, _deadline.Token);
        return copy.ToArray();
    }
}
