using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.Client;
using Podcast.Tests.Integration.LocalAws.MediaConvert;

namespace Podcast.Tests.EndToEnd.Listening;

/// <summary>The page behind a subscriber's link, in a real browser: played, checked for accessibility, and seen.</summary>
[Collection(AppHostCollection.Name)]
public sealed class ListenerPageTests(AppHostFixture app) : IAsyncLifetime
{
    private const string Show = "night-trains";
    private const string Episode = "carriage-12";
    private const double Seconds = 62;

    private static readonly SemaphoreSlim Publishing = new(1);

    private readonly PublisherClient _publisher = app.CreatePublisher();
    private readonly HttpClient _http = new();
    private JsonNode _subscriber = new JsonObject();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Edge => app.Endpoints["edge"]!.GetValue<string>().TrimEnd('/');

    private string Page => $"{Edge}/{_subscriber["token"]}/shows/{Show}";

    private string Feed => $"{Edge}/{_subscriber["token"]}/feeds/{Show}.xml";

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Browser.Path is not null, "Chromium is not installed.");
        Assert.SkipUnless(MediaConvertFixture.HasTools, "ffmpeg is not installed.");
        await Publishing.WaitAsync(Cancellation);
        try
        {
            await EnsurePublishedAsync();
        }
        finally
        {
            Publishing.Release();
        }

        _subscriber = (await _publisher.PostAsync(
            "subscribers",
            new()
            {
                ["email"] = $"{Guid.NewGuid():N}@example.com",
                ["shows"] = new JsonArray(Show),
                ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O", CultureInfo.InvariantCulture),
            },
            Cancellation)).Json;
        await WaitForEdgeAsync(200);
    }

    public ValueTask DisposeAsync()
    {
        _publisher.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Page_InEverySizeAndScheme_PlaysByKeysAndIsAccessible()
    {
        var looks = (await RunAsync("looks"))["looks"]!.AsArray();
        Assert.Equal(4, looks.Count);
        Assert.All(looks, look =>
        {
            Assert.Empty(Texts(look, "violations"));
            Assert.Empty(Texts(look, "problems"));
            Assert.Empty(Texts(look, "foreign"));
            Assert.False(look!["isWider"]!.GetValue<bool>());
            Assert.True(look["isPaused"]!.GetValue<bool>());
            Assert.InRange(look["skipped"]!.GetValue<double>(), 30, Seconds);

            // What a screen reader says of the player.
            var player = look["player"]!.ToString();
            Assert.All(["region \"Player\"", "slider \"Position\"", "button \"Back 15 seconds\"", "button \"Play\"", "button \"On 30 seconds\"", "combobox \"Speed\""],
                name => Assert.Contains(name, player, StringComparison.Ordinal));
            var headers = look["headers"]!;
            Assert.Equal("no-referrer", headers["referrer-policy"]!.ToString());
            Assert.Equal("noindex", headers["x-robots-tag"]!.ToString());
            Assert.StartsWith("default-src 'none'; script-src ", headers["content-security-policy"]!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", headers["content-security-policy"]!.ToString(), StringComparison.Ordinal);
        });
        Assert.Equal(8, Directory.GetFiles(ListenerPage.Screenshots, "*.png").Length);
    }

    [Fact]
    public async Task Page_WithoutScript_ShowsEverythingAndLinksToTheAudio()
    {
        var seen = await RunAsync("noScript");
        Assert.Equal("Night Trains", seen["title"]!.ToString());
        Assert.Equal(2, seen["episodes"]!.GetValue<int>());
        Assert.Equal(6, seen["apps"]!.GetValue<int>());
        Assert.False(seen["isPlayerShown"]!.GetValue<bool>());
        Assert.False(seen["isCopyShown"]!.GetValue<bool>());
        Assert.True(seen["isCodeShown"]!.GetValue<bool>());
        Assert.Contains("the ferry", seen["notes"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FeedLink_OpenedInABrowser_LeadsToThePage()
    {
        var seen = await RunAsync("feedLink");
        Assert.Equal(Page, seen["opened"]!.ToString());
        Assert.StartsWith("application/rss+xml", seen["read"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mp3_Played_IsOneRequestAndSeeksWithoutMore()
    {
        var seen = await RunAsync("mp3");
        var first = Assert.Single(seen["before"]!.AsArray());
        Assert.False(first!["redirected"]!.GetValue<bool>());
        Assert.Equal(seen["whole"]!.GetValue<int>(), seen["after"]!.GetValue<int>());
        Assert.Empty(Texts(seen, "problems"));
    }

    [Fact]
    public async Task Hls_PlayedToSaveData_AsksForMasterVariantAndFirstSegmentOnce()
    {
        var seen = await RunAsync("hls");
        var before = seen["before"]!.AsArray().Select(request => request!["file"]!.ToString()).ToArray();
        Assert.Equal([".m3u8", ".m3u8"], before.Take(2).Select(Path.GetExtension));
        Assert.DoesNotContain(before.Skip(2), file => file.EndsWith(".m3u8", StringComparison.Ordinal));
        Assert.NotEqual(2, before.Length);
        var all = seen["all"]!.AsArray().Select(request => request!["file"]!.ToString()).ToArray();
        Assert.Equal(all.Distinct(), all);
        Assert.All(seen["all"]!.AsArray(), request => Assert.False(request!["redirected"]!.GetValue<bool>()));
        Assert.Empty(Texts(seen, "problems"));
    }

    [Fact]
    public async Task Listening_Interrupted_GoesOnWhereItWas()
    {
        var seen = await RunAsync("kept");
        Assert.Equal("1 min left", seen["left"]!.ToString());
        Assert.InRange(seen["at"]!.GetValue<double>(), 24, 40);
        Assert.Equal(1.5, seen["rate"]!.GetValue<double>());
        Assert.Equal("Berlin to Stockholm, carriage 12", seen["title"]!.ToString());
        Assert.DoesNotContain(_subscriber["token"]!.ToString(), seen["stored"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoked_WhileThePagePlays_HearsTheEndAndSeesWhy()
    {
        var seen = await RunAsync("revoked", async () =>
        {
            await _publisher.PostAsync($"subscribers/{_subscriber["id"]}/revoke", [], Cancellation);
            await WaitForEdgeAsync(403);
        });
        Assert.Equal("Your subscription has ended", seen["notice"]!.ToString());
        Assert.Equal("alert", seen["role"]!.ToString());
        Assert.True(seen["isFocused"]!.GetValue<bool>());
        Assert.EndsWith($"/notices/{Show}/revoked-en.mp3", seen["sound"]!.ToString(), StringComparison.Ordinal);
        Assert.False(seen["isPlayOffered"]!.GetValue<bool>());
    }

    private static IEnumerable<string> Texts(JsonNode? node, string name) => node![name]!.AsArray().Select(text => text!.ToString());

    private async Task<JsonNode> RunAsync(string scenario, Func<Task>? whenPlaying = null)
    {
        var seen = await ListenerPage.RunAsync(
            scenario, new Dictionary<string, string> { ["PAGE"] = Page, ["FEED"] = Feed, ["EPISODE"] = Episode }, whenPlaying, Cancellation);
        Assert.SkipUnless(seen is not null, "npm has no Playwright or axe-core.");
        return seen;
    }

    /// <summary>Until the edge decides from its store, and not the fallback, what an episode's audio is.</summary>
    private async Task WaitForEdgeAsync(int status)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var player = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var page = await _http.GetStringAsync(new Uri(Page), deadline.Token);
        var audio = page.Split("data-audio=\"")[1].Split('"')[0];
        do
        {
            using var response = await player.SendAsync(new(HttpMethod.Head, audio), deadline.Token);
            if ((int)response.StatusCode == status)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(deadline.Token));
    }

    private async Task EnsurePublishedAsync()
    {
        try
        {
            await _publisher.PostAsync("shows", new()
            {
                ["id"] = Show,
                ["title"] = "Night Trains",
                ["description"] = "Slow journeys across Europe after dark: the people who drive, mend and ride the last sleepers, told stop by stop.",
                ["author"] = "Mara Lindqvist",
                ["language"] = "en",
            }, Cancellation);
        }
        catch (PublisherApiException existing) when (existing.Status == System.Net.HttpStatusCode.Conflict)
        {
            return;
        }

        await PublishAsync(Episode, "Berlin to Stockholm, carriage 12", "A sleeper attendant with thirty winters behind her explains why nobody sleeps before Hamburg.",
            "<p>In this episode:</p><ul><li>the ferry that swallowed trains</li><li><a href=\"https://example.com/timetable\">the timetable</a></li></ul>");
        await PublishAsync("to-basra", "قطار الليل إلى البصرة", "رحلة بطيئة عبر السهول مع السائق الذي يعرف كل محطة باسمها.", null);
    }

    private async Task PublishAsync(string id, string title, string description, string? notes)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".wav");
        try
        {
            await MediaConvertFixture.RunAsync("ffmpeg",
                ["-v", "error", "-f", "lavfi", "-i", FormattableString.Invariant($"aevalsrc=0.2*sin(330*2*PI*t)*(0.6+0.4*sin(t)):d={Seconds}:s=22050"), "-ac", "1", path]);
            using var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
            JsonObject body = new()
            {
                ["id"] = id,
                ["title"] = title,
                ["description"] = description,
                ["recording"] = new JsonObject { ["contentLength"] = RandomAccess.GetLength(file) },
            };
            if (notes is not null)
            {
                body["notes"] = notes;
            }

            var created = (await _publisher.PostAsync($"shows/{Show}/episodes", body, Cancellation)).Json;
            await new RecordingUpload(_publisher, TimeProvider.System).RunAsync(created["upload"]!, file, new Progress<long>(), Cancellation);
        }
        finally
        {
            File.Delete(path);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(90));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        JsonNode episode;
        do
        {
            await timer.WaitForNextTickAsync(deadline.Token);
            episode = (await _publisher.GetAsync($"shows/{Show}/episodes/{id}", deadline.Token)).Json;
        }
        while (episode["status"]!.ToString() is not ("ready" or "failed"));
        Assert.Equal("ready", episode["status"]!.ToString());
    }
}
