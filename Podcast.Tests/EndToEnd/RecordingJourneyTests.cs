using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.Tests.Integration.LocalAws.MediaConvert;

namespace Podcast.Tests.EndToEnd;

/// <summary>
/// A recording's way from the publisher to the subscriber: uploaded in parts, with an interruption, transcoded, listed by the feed, played. An hour
/// in place of a minute: <c>PODCAST_RECORDING_SECONDS=3600</c>.
/// </summary>
public sealed class RecordingJourneyTests(AppHostFixture app) : IClassFixture<AppHostFixture>, IDisposable
{
    private static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    private static readonly XNamespace Podcasting = "https://podcastindex.org/namespace/1.0";

    // About eight seconds of the enclosure, in whole blocks of Chromium's cache.
    private const int BytesPerRequest = 128 * 1024;

    private static readonly double Seconds =
        double.TryParse(Environment.GetEnvironmentVariable("PODCAST_RECORDING_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 61.234;

    private readonly HttpClient _http = new();
    private readonly HttpClient _publisher = new(new SigV4SigningHandler(
        new BasicAWSCredentials(Endpoint(app, "accessKeyId"), Endpoint(app, "secretAccessKey")),
        RegionEndpoint.GetBySystemName(Endpoint(app, "region")),
        "lambda",
        new SocketsHttpHandler()))
    {
        BaseAddress = new(Endpoint(app, "publisher")),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _publisher.Dispose();
    }

    [Fact]
    public async Task Recording_UploadedInParts_PlaysForSubscribers()
    {
        Assert.SkipUnless(MediaConvertFixture.HasTools, "ffmpeg is not installed.");
        using var wave = await MakeWaveAsync();
        var created = await SendAsync(HttpMethod.Post, "shows/demo/episodes", new()
        {
            ["id"] = "recorded",
            ["title"] = "Recorded",
            ["description"] = "Sent as a recording.",
            ["recording"] = new JsonObject { ["contentLength"] = wave.Length },
        });
        Assert.Equal("awaiting-upload", created["status"]!.ToString());

        // The connection breaks after the first part; what is there stays there.
        var parts = (JsonArray)created["upload"]!["parts"]!;
        await UploadAsync(wave, parts[0]!);
        using (var tooEarly = await _publisher.PostAsync(new Uri("shows/demo/episodes/recorded/upload/complete", UriKind.Relative), null, Cancellation))
        {
            Assert.Equal(parts.Count > 1 ? HttpStatusCode.Conflict : HttpStatusCode.Accepted, tooEarly.StatusCode);
        }

        if (parts.Count > 1)
        {
            var resumed = (JsonArray)(await SendAsync(HttpMethod.Get, "shows/demo/episodes/recorded/upload"))["upload"]!["parts"]!;
            Assert.Equal(parts.Count - 1, resumed.Count);
            foreach (var part in resumed)
            {
                await UploadAsync(wave, part!);
            }

            await SendAsync(HttpMethod.Post, "shows/demo/episodes/recorded/upload/complete");
        }

        var ready = await WaitForEndAsync("recorded");
        Assert.Equal("ready", ready["status"]!.ToString());

        var feed = XDocument.Parse(await _http.GetStringAsync(Feed, Cancellation));
        var item = feed.Descendants("item").Single(candidate => candidate.Element("title")!.Value == "Recorded");
        var enclosure = item.Element("enclosure")!;
        Assert.Equal("audio/mpeg", enclosure.Attribute("type")!.Value);
        var url = new Uri(enclosure.Attribute("url")!.Value);
        var (length, downloaded) = await DownloadAsync(url);
        Assert.Equal(enclosure.Attribute("length")!.Value, length.ToString(CultureInfo.InvariantCulture));
        var duration = ready["durationSeconds"]!.GetValue<double>();
        Assert.InRange(downloaded, duration - 0.05, duration + 0.05);
        Assert.InRange(duration, Seconds - 0.1, Seconds + 0.1);
        Assert.Equal(Math.Round(duration, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture), item.Element(Itunes + "duration")!.Value);

        var playlist = new Uri(item.Element(Podcasting + "alternateEnclosure")!.Element(Podcasting + "source")!.Attribute("uri")!.Value);
        await RequirePlaysWhileStoreIsDownAsync(playlist, duration);

        Assert.SkipUnless(Browser.Path is not null, "Chromium is not installed: what it would play was not played.");
        await using (var line = await SlowLine.StartAsync(url, BytesPerRequest, Cancellation))
        {
            var mp3 = await Browser.PlayAsync(line.Url, null, Cancellation);
            RequirePlayed(mp3, duration);
            RequireNothingTwice(line.Transfers, length, mp3["first"]!.GetValue<double>() / duration);
        }

        var hlsJs = await HlsPlayer.FindAsync(Cancellation);
        Assert.SkipUnless(hlsJs is not null, "npm has no hls.js: HLS was not played.");
        var hls = await Browser.PlayAsync(playlist, hlsJs, Cancellation);
        RequirePlayed(hls, duration);
        Assert.Equal(2, ((JsonArray)hls["levels"]!).Count);
    }

    [Fact]
    public async Task Recording_ThatIsNoAudio_IsRefusedOnTheEpisodeAndCanBeSentAgain()
    {
        Assert.SkipUnless(MediaConvertFixture.HasTools, "ffmpeg is not installed.");
        var text = "<html>This is not a recording.</html>"u8.ToArray();
        var created = await SendAsync(HttpMethod.Post, "shows/demo/episodes", new()
        {
            ["id"] = "refused",
            ["title"] = "Refused",
            ["description"] = "No audio.",
            ["recording"] = new JsonObject { ["contentLength"] = text.Length },
        });
        await UploadAsync(text, created["upload"]!["parts"]![0]!);
        await SendAsync(HttpMethod.Post, "shows/demo/episodes/refused/upload/complete");

        var failed = await WaitForEndAsync("refused");
        Assert.Equal("failed", failed["status"]!.ToString());
        Assert.Contains("WAV, FLAC, MP3, M4A, AAC or Ogg Opus", failed["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Refused", await _http.GetStringAsync(Feed, Cancellation), StringComparison.Ordinal);

        using var wave = await MakeWaveAsync(seconds: 2);
        var again = await SendAsync(HttpMethod.Post, "shows/demo/episodes/refused/recordings", new() { ["contentLength"] = wave.Length });
        await UploadAsync(wave, again["upload"]!["parts"]![0]!);
        await SendAsync(HttpMethod.Post, "shows/demo/episodes/refused/upload/complete");
        Assert.Equal("ready", (await WaitForEndAsync("refused"))["status"]!.ToString());
        Assert.Contains("Refused", await _http.GetStringAsync(Feed, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_M4aWithAChapterTrack_ShowsItsChaptersInTheFeed()
    {
        Assert.SkipUnless(MediaConvertFixture.HasTools, "ffmpeg is not installed.");
        var audio = await MakeChapteredAudioAsync();
        var created = await SendAsync(HttpMethod.Post, "shows/demo/episodes", new()
        {
            ["id"] = "chaptered",
            ["title"] = "Chaptered",
            ["description"] = "With chapters of its own.",
            ["recording"] = new JsonObject { ["contentLength"] = audio.Length },
        });
        await UploadAsync(audio, created["upload"]!["parts"]![0]!);
        await SendAsync(HttpMethod.Post, "shows/demo/episodes/chaptered/upload/complete");

        var ready = await WaitForEndAsync("chaptered");

        Assert.Equal(("ready", "recording"), (ready["status"]!.ToString(), ready["chapters"]?.ToString()));
        var feed = XDocument.Parse(await _http.GetStringAsync(Feed, Cancellation));
        var chapters = feed.Descendants("item").Single(item => item.Element("title")!.Value == "Chaptered").Element(Podcasting + "chapters")!;
        Assert.Equal("application/json+chapters", chapters.Attribute("type")!.Value);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""{"version":"1.2.0","chapters":[{"startTime":0,"endTime":1.5,"title":"Begin"},{"startTime":1.5,"endTime":4,"title":"Jürgen & the sources"}]}"""),
                JsonNode.Parse(await _http.GetStringAsync(new Uri(chapters.Attribute("url")!.Value), Cancellation))),
            "The chapters differ.");
    }

    private async Task RequirePlaysWhileStoreIsDownAsync(Uri playlist, double duration)
    {
        var fault = new Uri($"{Endpoint(app, "aws").TrimEnd('/')}/_localaws/faults/hls-outage");
        using var added = await _http.PutAsJsonAsync(fault, new { service = "cf.kvs", kind = "outage" }, Cancellation);
        try
        {
            using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg")
            {
                ArgumentList = { "-v", "error", "-nostdin", "-nostats", "-progress", "pipe:1", "-i", playlist.ToString(), "-map", "0:a:0", "-f", "null", "-" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = ffmpeg.StandardError.ReadToEndAsync(Cancellation);
            var progress = await ffmpeg.StandardOutput.ReadToEndAsync(Cancellation);
            await ffmpeg.WaitForExitAsync(Cancellation);
            Assert.True(ffmpeg.ExitCode == 0, await errors);
            var played = progress.Split('\n').Last(line => line.StartsWith("out_time_us=", StringComparison.Ordinal))["out_time_us=".Length..];
            Assert.InRange(double.Parse(played, CultureInfo.InvariantCulture) / 1_000_000, duration - 0.5, duration + 0.5);
        }
        finally
        {
            using var removed = await _http.DeleteAsync(fault, CancellationToken.None);
        }
    }

    private static string Endpoint(AppHostFixture app, string name) => app.Endpoints[name]!.GetValue<string>();

    private Uri Feed => new(app.Endpoints["feeds"]!["active"]!.GetValue<string>());

    private static void RequirePlayed(JsonNode played, double duration)
    {
        Assert.Null(played["error"]?.ToString());
        Assert.InRange(played["duration"]!.GetValue<double>(), duration - 0.2, duration + 0.2);
        Assert.InRange(played["end"]!.GetValue<double>(), duration - 0.3, duration + 0.3);
    }

    // A jump requests what is missing there from the edge, by a range; nothing that was played already is requested again, and most of the file never. What
    // was on its way when the player hung up is not in its hands, so behind what was heard a request may begin anew.
    private static void RequireNothingTwice(IReadOnlyList<SlowLine.Transfer> transfers, long length, double heard)
    {
        var story = string.Join('\n', transfers.Select(transfer => $"{transfer}, {transfer.Bytes} bytes"));
        Assert.True(
            transfers.Any(transfer => transfer.Range.Length > 0 && transfer.Status == HttpStatusCode.PartialContent && transfer.Start > length / 2), story);
        Assert.All(transfers, transfer => Assert.StartsWith("Hit", transfer.Cache, StringComparison.Ordinal));
        Assert.True(transfers.Count(transfer => transfer.Start < heard * length) == 1, story);
        Assert.True(transfers.Sum(transfer => transfer.Bytes) < length, story);
    }

    private async Task<JsonNode> WaitForEndAsync(string episode)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(90 + Seconds / 5));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        JsonNode state;
        do
        {
            await timer.WaitForNextTickAsync(deadline.Token);
            state = await SendAsync(HttpMethod.Get, $"shows/demo/episodes/{episode}");
        }
        while (state["status"]!.ToString() is not ("ready" or "failed"));
        return state;
    }

    private Task UploadAsync(byte[] content, JsonNode part)
    {
        var (offset, length) = (part["offset"]!.GetValue<int>(), part["contentLength"]!.GetValue<int>());
        return PutAsync(part, content.AsMemory(offset, length));
    }

    // A part at a time: an hour does not fit into memory.
    private async Task UploadAsync(FileStream content, JsonNode part)
    {
        var bytes = new byte[part["contentLength"]!.GetValue<int>()];
        content.Position = part["offset"]!.GetValue<long>();
        await content.ReadExactlyAsync(bytes, Cancellation);
        await PutAsync(part, bytes);
    }

    private async Task PutAsync(JsonNode part, ReadOnlyMemory<byte> bytes)
    {
        using var body = new ReadOnlyMemoryContent(bytes);
        using var response = await _http.PutAsync(new Uri(part["url"]!.ToString()), body, Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _publisher.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <returns>A file that goes when it is closed.</returns>
    private static async Task<FileStream> MakeWaveAsync(double? seconds = null)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".wav");
        await MediaConvertFixture.RunAsync("ffmpeg",
        [
            "-v", "error", "-f", "lavfi", "-i",
            FormattableString.Invariant($"aevalsrc=0.2*sin(440*2*PI*t)*(0.6+0.4*sin(t)):d={seconds ?? Seconds}:s=44100"), "-ac", "2", "-c:a", "pcm_s16le", path,
        ]);
        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
    }

    // Without disable_chpl ffmpeg writes the chapters twice, and the list in the movie goes first.
    private static async Task<byte[]> MakeChapteredAudioAsync()
    {
        var folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
        try
        {
            var (metadata, file) = (Path.Combine(folder, "chapters.txt"), Path.Combine(folder, "chapters.m4a"));
            await File.WriteAllTextAsync(
                metadata,
                """
                ;FFMETADATA1
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=1500
                title=Begin
                [CHAPTER]
                TIMEBASE=1/1000
                START=1500
                END=4000
                title=Jürgen & the sources
                """,
                Cancellation);
            await MediaConvertFixture.RunAsync(
                "ffmpeg",
                ["-v", "error", "-f", "lavfi", "-i", "sine=440:duration=4", "-i", metadata, "-map_metadata", "1", "-map", "0:a", "-c:a", "aac", "-movflags", "disable_chpl", file]);
            return await File.ReadAllBytesAsync(file, Cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>The file's length in bytes, and how many seconds ffprobe finds in it.</returns>
    private async Task<(long Length, double Seconds)> DownloadAsync(Uri url)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".mp3");
        await using var file = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using var audio = await _http.GetStreamAsync(url, Cancellation);
        await audio.CopyToAsync(file, Cancellation);
        var duration = await MediaConvertFixture.RunAsync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]);
        return (file.Length, double.Parse(duration, CultureInfo.InvariantCulture));
    }
}
