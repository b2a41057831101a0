using System.Net;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;

namespace Podcast.Tests.EndToEnd.CommandLine;

/// <summary>A publisher's day with the command line, against the running system.</summary>
[Collection(AppHostCollection.Name)]
public sealed class CommandLineTests(AppHostFixture app) : IDisposable
{
    private const int SampleRate = 44_100;
    private static readonly TimeSpan SyncBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CountBound = TimeSpan.FromSeconds(60);

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
        Assert.Single((await RunAsync("episodes", "list", "cli")).Output.Split('\n'), line => line.Contains("one", StringComparison.Ordinal) && line.Contains("ready", StringComparison.Ordinal));

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
    public async Task Doctor_WhileAnAlarmRings_NamesItAndItsRunbook()
    {
        const string reason = "Set by a test.";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(SyncBound);
        while (true)
        {
            // What is set lasts until the next evaluation, which may come at once.
            await SetAlarmAsync("Drift", reason);
            var (exitCode, output, _) = await Podcast.RunAsync("doctor", "--endpoints-file", app.EndpointsFile);
            if (output.Contains(reason, StringComparison.Ordinal))
            {
                Assert.Equal(1, exitCode);
                Assert.Contains("FAILED  No alarm rings: ", output, StringComparison.Ordinal);
                Assert.Matches(@"ALARM +\S*Drift\S*: .*docs/runbooks/drift\.md", output);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), deadline.Token);
        }
    }

    [Fact]
    public async Task Statistics_OfAShowThatWasHeard_AreAChartAndTablesAndJson()
    {
        var audio = await PublishAudioAsync("heard");
        using var request = new HttpRequestMessage(HttpMethod.Get, audio);
        request.Headers.UserAgent.ParseAdd("AntennaPod/3.7.0");
        using (var response = await _http.SendAsync(request, TestToken))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var statistics = await WaitForDownloadAsync("heard");
        var day = statistics["days"]![0]!["day"]!.GetValue<string>();
        Assert.Equal(("one", "AntennaPod"), (statistics["episodes"]![0]!["episode"]!.GetValue<string>(), statistics["apps"]![0]!["app"]!.GetValue<string>()));

        var lines = (await RunAsync("statistics", "heard")).Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("1 download from ", lines[0], StringComparison.Ordinal);
        Assert.Matches($"^{day} +█+ +1$", lines[1]);
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "^Episode .*Downloads$"));
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "^one .*1$"));
        Assert.Contains(lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, "^AntennaPod .*1$"));
        Assert.Equal($"day,episode,app,downloads\r\n{day},one,AntennaPod,1\r\n", (await RunAsync("statistics", "heard", "--csv")).Output);
        Assert.Equal(0, (await RunJsonAsync("statistics", "heard", "--from", "2026-01-01", "--to", "2026-01-31"))["downloads"]!.GetValue<int>());
    }

    [Fact]
    public async Task Statistics_WithoutAnything_SayWhatIsMissing()
    {
        await RunAsync("shows", "add", "unheard", "--title", "Unheard", "--description", "A show.", "--author", "Ada", "--language", "en");

        Assert.Matches(@"^0 downloads from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \(UTC\)\s*$", (await RunAsync("statistics", "unheard")).Output);
        Assert.Empty((await RunJsonAsync("statistics", "unheard"))["days"]!.AsArray());
        Assert.Contains("show", (await RunAsync(1, "statistics", "no-such-show")).Error, StringComparison.Ordinal);
        var refused = JsonNode.Parse((await RunAsync(1, "statistics", "no-such-show", "--json")).Error)!;
        Assert.Equal((404, "/problems#not-found"), (refused["status"]!.GetValue<int>(), refused["problem"]!["type"]!.GetValue<string>()));
        Assert.Contains("from", (await RunAsync(1, "statistics", "unheard", "--from", "yesterday")).Error, StringComparison.Ordinal);
        await RunAsync(2, "statistics", "unheard", "--csv", "--json");
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

    /// <returns>The address of the audio of one episode, for one subscriber.</returns>
    private async Task<Uri> PublishAudioAsync(string show)
    {
        await RunAsync("shows", "add", show, "--title", "Heard", "--description", "A show.", "--author", "Ada", "--language", "en");
        byte[] audio = [0xFF, 0xFB, 0x90, 0x00, .. new byte[50_000]];
        using (var publisher = app.CreatePublisher())
        {
            var created = (await publisher.PostAsync(
                $"shows/{show}/episodes",
                new() { ["id"] = "one", ["title"] = "One", ["description"] = "The first.", ["contentType"] = "audio/mpeg", ["contentLength"] = audio.Length, ["durationSeconds"] = 3 },
                TestToken)).Json;
            await publisher.UploadAsync(created["upload"]!, audio, TestToken);
        }

        var added = await RunJsonAsync("subscribers", "add", $"{show}-listener@example.com", "--show", show, "--never-ends");
        var feed = new Uri(new Uri(app.Endpoints["edge"]!.GetValue<string>()), added["feeds"]![show]!.GetValue<string>());
        var text = await ReadUntilAsync(feed, text => text.Contains("<enclosure", StringComparison.Ordinal));
        return new(System.Xml.Linq.XDocument.Parse(text).Descendants("enclosure").Single().Attribute("url")!.Value);
    }

    private async Task<JsonNode> WaitForDownloadAsync(string show)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(CountBound);
        var flush = new Uri($"{app.Endpoints["aws"]!.GetValue<string>().TrimEnd('/')}/_localaws/access-logs/flush");
        while (true)
        {
            using var flushed = await _http.PostAsync(flush, null, deadline.Token);
            if (await RunJsonAsync("statistics", show) is var statistics && statistics["downloads"]!.GetValue<int>() > 0)
            {
                return statistics;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), deadline.Token);
        }
    }

    private async Task SetAlarmAsync(string part, string reason)
    {
        using var client = new HttpClient(new SigV4SigningHandler(
            new BasicAWSCredentials(app.Endpoints["accessKeyId"]!.GetValue<string>(), app.Endpoints["secretAccessKey"]!.GetValue<string>()),
            RegionEndpoint.GetBySystemName(app.Endpoints["region"]!.GetValue<string>()),
            "monitoring",
            new SocketsHttpHandler()));
        var described = await CallAsync(new() { ["Action"] = "DescribeAlarms" });
        var name = System.Xml.Linq.XDocument.Parse(described).Descendants().First(
            element => element.Name.LocalName == "AlarmName" && element.Value.Contains(part, StringComparison.Ordinal)).Value;
        await CallAsync(new() { ["Action"] = "SetAlarmState", ["AlarmName"] = name, ["StateValue"] = "ALARM", ["StateReason"] = reason });

        async Task<string> CallAsync(Dictionary<string, string> form)
        {
            using var content = new FormUrlEncodedContent(form.Append(new("Version", "2010-08-01")));
            using var response = await client.PostAsync(new Uri(app.Endpoints["aws"]!.GetValue<string>()), content, TestToken);
            var text = await response.Content.ReadAsStringAsync(TestToken);
            Assert.True(response.IsSuccessStatusCode, text);
            return text;
        }
    }

    private async Task<string> WriteRecordingAsync(int seconds)
    {
        var path = Path.Combine(_folder.FullName, "recording.wav");
        await File.WriteAllBytesAsync(path, AppHost.DemoData.WaveFile.Create(new short[seconds * SampleRate], SampleRate), TestToken);
        return path;
    }

    private async Task<string> ReadUntilAsync(Uri feed, Func<string, bool> isAwaited)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(SyncBound);
        while (true)
        {
            using var response = await _http.GetAsync(feed, deadline.Token);
            if (response.StatusCode == HttpStatusCode.OK && await response.Content.ReadAsStringAsync(deadline.Token) is var text && isAwaited(text))
            {
                return text;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), deadline.Token);
        }
    }
}
