using System.Net;
using System.Text.Json.Nodes;

namespace Podcast.Tests.EndToEnd.CommandLine;

/// <summary>A publisher's day with the command line, against the running system.</summary>
[Collection(AppHostCollection.Name)]
public sealed class CommandLineTests(AppHostFixture app) : IDisposable
{
    private const int SampleRate = 44_100;
    private static readonly TimeSpan SyncBound = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-cli-");
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    private PodcastCommand Podcast => new(_folder.FullName);

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Publish_Recording_IsUploadedTranscodedAndInTheFeedUntilItIsUnpublished()
    {
        await RunAsync("shows", "add", "cli", "--title", "By command", "--description", "A show.", "--author", "Ada", "--language", "en");
        var added = await RunJsonAsync("subscribers", "add", "cli-listener@example.com", "--show", "cli", "--until", "2031-12-31");
        var feed = new Uri(new Uri(app.Endpoints["edge"]!.GetValue<string>()), added["feeds"]!["cli"]!.GetValue<string>());
        Assert.Equal("2032-01-01T00:00:00+00:00", added["expiresAt"]!.GetValue<string>());

        // More than one part of the upload.
        var recording = await WriteRecordingAsync(seconds: 150);
        var published = await RunJsonAsync("episodes", "publish", recording, "--show", "cli", "--id", "one", "--title", "Episode one");

        Assert.Equal("ready", published["status"]!.GetValue<string>());
        await ReadUntilAsync(feed, text => text.Contains("Episode one", StringComparison.Ordinal));
        Assert.Contains("--replace", (await RunAsync(1, "episodes", "publish", recording, "--show", "cli", "--id", "one")).Error, StringComparison.Ordinal);
        var listed = await RunJsonAsync("episodes", "list", "cli");
        Assert.Equal("one", Assert.Single(listed.AsArray())!["id"]!.GetValue<string>());

        await RunAsync("episodes", "unpublish", "cli", "one");

        await ReadUntilAsync(feed, text => !text.Contains("Episode one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_AfterAnInterruption_SendsWhatIsMissing()
    {
        await RunAsync("shows", "add", "resumed", "--title", "Interrupted", "--description", "A show.", "--author", "Ada", "--language", "en");
        var recording = await WriteRecordingAsync(seconds: 150);
        var length = new FileInfo(recording).Length;
        using (var publisher = app.CreatePublisher())
        {
            // As an upload leaves it whose process ended before the first part arrived.
            await publisher.PostAsync("shows/resumed/episodes", new() { ["id"] = "one", ["title"] = "One", ["description"] = "The first.", ["recording"] = new JsonObject { ["contentLength"] = length } }, TestToken);
        }

        var other = await RunAsync(1, "episodes", "publish", await WriteRecordingAsync(seconds: 1), "--show", "resumed", "--id", "one");
        Assert.Contains($"waits for another recording, of {length} bytes", other.Error, StringComparison.Ordinal);
        recording = await WriteRecordingAsync(seconds: 150);
        Assert.Equal("ready", (await RunJsonAsync("episodes", "publish", recording, "--show", "resumed", "--id", "one"))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task ImportExportRevoke_Subscribers_AreThereAndThenRefused()
    {
        var file = Path.Combine(_folder.FullName, "members.csv");
        await File.WriteAllTextAsync(file, "email,plan,shows,expiresAt\nimported@example.com,gold,demo,2031-01-31T00:00:00Z\nnobody,,demo,2031-01-31T00:00:00Z\n", TestToken);

        var report = (await RunAsync(1, "subscribers", "import", file)).Output;

        Assert.Contains("line 2: email:", report, StringComparison.Ordinal);
        Assert.Contains("imported@example.com", (await RunAsync("subscribers", "export")).Output, StringComparison.Ordinal);
        Assert.Equal("active", (await RunJsonAsync("subscribers", "show", "imported@example.com"))["status"]!.GetValue<string>());
        Assert.Equal("revoked", (await RunJsonAsync("subscribers", "revoke", "imported@example.com"))["status"]!.GetValue<string>());
        Assert.Contains(
            await RunJsonAsync("subscribers", "list", "--status", "revoked") as JsonArray ?? [],
            subscriber => subscriber!["email"]!.GetValue<string>() == "imported@example.com");
        await RunAsync(2, "subscribers", "delete", "imported@example.com");
        await RunAsync("subscribers", "delete", "imported@example.com", "--yes");
        Assert.Contains("No subscriber", (await RunAsync(1, "subscribers", "show", "imported@example.com")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_RunningSystem_FindsNothing()
    {
        var result = await Podcast.RunAsync("doctor", "--json", "--endpoints-file", app.EndpointsFile);
        var checks = JsonNode.Parse(result.Output)!.AsArray();

        // Other tests break what an alarm watches; that the alarms could be read is what counts here.
        Assert.All(checks.Where(check => check!["alarms"] is null), check => Assert.Null(check!["problem"]));
        Assert.DoesNotContain("CloudWatch", checks.Single(check => check!["alarms"] is not null)!["problem"]?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCommand_RefusedByTheApi_SaysWhyAndExitsWithOne()
    {
        var (_, _, error) = await RunAsync(1, "subscribers", "add", "x@example.com", "--show", "no-such-show", "--never-ends");

        Assert.Contains("no-such-show", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(int exitCode, params string[] arguments)
    {
        var result = await Podcast.RunAsync([.. arguments, "--endpoints-file", app.EndpointsFile]);
        Assert.True(result.ExitCode == exitCode, $"Exit code {result.ExitCode}: {result.Error}");
        return result;
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(0, arguments);

    private Task<JsonNode> RunJsonAsync(params string[] arguments) => Podcast.RunJsonAsync([.. arguments, "--endpoints-file", app.EndpointsFile]);

    private async Task<string> WriteRecordingAsync(int seconds)
    {
        var path = Path.Combine(_folder.FullName, "recording.wav");
        await File.WriteAllBytesAsync(path, AppHost.DemoData.WaveFile.Create(new short[seconds * SampleRate], SampleRate), TestToken);
        return path;
    }

    private async Task ReadUntilAsync(Uri feed, Func<string, bool> isAwaited)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(SyncBound);
        while (true)
        {
            using var response = await _http.GetAsync(feed, deadline.Token);
            if (response.StatusCode == HttpStatusCode.OK && isAwaited(await response.Content.ReadAsStringAsync(deadline.Token)))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), deadline.Token);
        }
    }
}
