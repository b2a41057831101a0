using System.Text.Json.Nodes;
using System.Xml.Linq;
using Podcast.Functions;
using Podcast.Functions.AutoTranscoding;
using Podcast.Functions.ShowImporter;
using Podcast.Tests.Integration.Functions.PublisherApi;
using Podcast.Tests.Integration.Functions.ShowImporter;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.EndToEnd.CommandLine;

/// <summary>A show moves here and on with the command line, and gets its files.</summary>
public sealed class ImportCommandTests(DynamoDBLocalFixture dynamoDb) : IAsyncLifetime
{
    private const int Episodes = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-cli-");
    private PublisherSystem _system = null!;
    private FeedHost _host = null!;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    private string Endpoints => Path.Combine(_folder.FullName, "endpoints.json");

    public async ValueTask InitializeAsync()
    {
        _host = await FeedHost.StartAsync();
        var allowed = new Dictionary<string, string> { ["ALLOW_PRIVATE_ADDRESSES"] = "true" };
        _system = await PublisherSystem.StartAsync(await dynamoDb.GetEndpointAsync());
        await _system.RunAsync(FunctionName.AutoTranscoding, AutoTranscodingFunction.Compose, AutoTranscodingJsonContext.Default.TranscodingReport);
        await _system.RunAsync(FunctionName.ShowImporter, ShowImporterFunction.Compose, ShowImporterJsonContext.Default.ShowImporterResult, allowed);
        var endpoints = new JsonObject
        {
            ["processId"] = Environment.ProcessId,
            ["publisher"] = _system.PublisherUrl + "/",
            ["edge"] = _system.EdgeUrl.ToString(),
            ["region"] = "us-east-1",
            ["accessKeyId"] = PublisherSystem.AccessKeyId,
            ["secretAccessKey"] = PublisherSystem.SecretAccessKey,
        };
        await File.WriteAllTextAsync(Endpoints, endpoints.ToJsonString(), TestToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task ImportExportAndFiles_OfAShow_AreDoneAndShown()
    {
        byte[] audio = [0xFF, 0xFB, 0x90, 0x00, .. new byte[5_000]];
        _host.Put("one.mp3", audio, "audio/mpeg");
        var feed = Path.Combine(_folder.FullName, "feed.xml");
        await File.WriteAllTextAsync(feed, Feed(), TestToken);

        // From a file, with progress for people.
        var imported = await RunAsync(0, "import", feed, "--show", "moved");
        Assert.Contains($"{Episodes} of {Episodes} episodes are here, 0 failed.", imported.Output, StringComparison.Ordinal);
        Assert.Contains("moved", imported.Error, StringComparison.Ordinal);

        // Repeated, for a script.
        var again = await RunJsonAsync("import", feed, "--show", "moved");
        Assert.All(again["episodes"]!.AsArray(), episode => Assert.Equal("present", (string?)episode!["state"]));

        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, "art.png"), Images.Png(1400, 1400), TestToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "chapters.json"), """{"version":"1.2.0","chapters":[{"startTime":0,"title":"Start"}]}""", TestToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "one.vtt"), "WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n", TestToken);
        var episode = (string)again["episodes"]![0]!["episode"]!;
        Assert.EndsWith(".png", (string?)(await RunJsonAsync("shows", "artwork", "moved", "art.png"))["artwork"], StringComparison.Ordinal);
        Assert.EndsWith(".png", (string?)(await RunJsonAsync("episodes", "artwork", "moved", episode, "art.png"))["artwork"], StringComparison.Ordinal);
        await RunAsync(0, "episodes", "chapters", "moved", episode, "chapters.json");
        await RunAsync(0, "episodes", "transcript", "moved", episode, "one.vtt", "--language", "en");

        var file = Path.Combine(_folder.FullName, "moved.xml");
        await RunAsync(0, "shows", "export", "moved", "--out", file);
        var channel = XDocument.Parse(await File.ReadAllTextAsync(file, TestToken)).Root!.Element("channel")!;
        Assert.Equal(Episodes, channel.Elements("item").Count());
        Assert.All(["image", "chapters", "transcript"], name => Assert.Contains(channel.Elements("item").Elements(), element => element.Name.LocalName == name));

        await RunAsync(0, "episodes", "chapters", "moved", episode, "--remove");
        await RunAsync(0, "episodes", "transcript", "moved", episode, "--remove", "--language", "en");
        await RunAsync(0, "shows", "artwork", "moved", "--remove");
        Assert.DoesNotContain("podcast:chapters", (await RunAsync(0, "shows", "export", "moved")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAFeedThatIsNone_SaysWhyAndExitsWithOne()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "page.html"), "<html><body/></html>", TestToken);

        Assert.Contains("it has no channel", (await RunAsync(1, "import", "page.html", "--show", "news")).Output, StringComparison.Ordinal);
        var refused = JsonNode.Parse((await RunAsync(1, "shows", "export", "nothing", "--json")).Error)!;
        Assert.Equal((404, "/problems#not-found"), ((int)refused["status"]!, (string?)refused["problem"]!["type"]));
    }

    private string Feed() => $"""
        <rss version="2.0"><channel><title>Moved</title><description>About.</description>
        {string.Concat(Enumerable.Range(1, Episodes).Select(i => $"""
            <item><title>Number {i}</title><description>The one.</description><guid>{i}</guid><pubDate>Mon, 0{i} Jan 2020 07:00:00 GMT</pubDate>
            <enclosure url="{_host.Url}one.mp3" length="5004" type="audio/mpeg"/></item>
            """))}
        </channel></rss>
        """;

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(int exitCode, params string[] arguments)
    {
        var result = await new PodcastCommand(_folder.FullName).RunAsync([.. arguments, "--endpoints-file", Endpoints]);
        Assert.True(result.ExitCode == exitCode, $"Exit code {result.ExitCode}: {result.Error} {result.Output}");
        return result;
    }

    private Task<JsonNode> RunJsonAsync(params string[] arguments) => new PodcastCommand(_folder.FullName).RunJsonAsync([.. arguments, "--endpoints-file", Endpoints]);
}
