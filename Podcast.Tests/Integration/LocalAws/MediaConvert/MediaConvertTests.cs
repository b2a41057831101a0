using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.MediaConvert;
using Amazon.MediaConvert.Model;
using Podcast.Functions.Transcoding;

namespace Podcast.Tests.Integration.LocalAws.MediaConvert;

/// <summary>Jobs as the product submits them, by the client that it uses, done by the real ffmpeg and looked at with the real ffprobe.</summary>
public sealed partial class MediaConvertTests(MediaConvertFixture aws) : IClassFixture<MediaConvertFixture>
{
    private const double Seconds = 61.234;

    private static readonly JobFactory Jobs = new(MediaConvertFixture.Ingest, MediaConvertFixture.Media, MediaConvertFixture.Role, null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("recording.wav", "-c:a", "pcm_s16le")]
    [InlineData("recording.flac", "-c:a", "flac")]
    [InlineData("recording.m4a", "-c:a", "aac")]
    [InlineData("recording.opus", "-c:a", "libopus")]
    public async Task CreateJob_AMinuteOfAudio_BecomesMp3AndHls(string name, params string[] encoding)
    {
        RequireTools();
        var recording = await UploadAsync(await aws.MakeAudioAsync(Seconds, [.. encoding, name]));

        var job = (await aws.Client.CreateJobAsync(Jobs.Create(recording), Cancellation)).Job;
        var end = await aws.WaitForEndAsync(job.Id);

        Assert.Equal("COMPLETE", end["status"]!.ToString());
        var groups = (JsonArray)end["outputGroupDetails"]!;
        Assert.Equal("FILE_GROUP", groups[0]!["type"]!.ToString());
        Assert.Equal($"s3://{MediaConvertFixture.Media}/{recording.MediaKey}.mp3", groups[0]!["outputDetails"]![0]!["outputFilePaths"]![0]!.ToString());
        Assert.Equal("HLS_GROUP", groups[1]!["type"]!.ToString());
        Assert.Equal($"s3://{MediaConvertFixture.Media}/{recording.MediaKey}.m3u8", groups[1]!["playlistFilePaths"]![0]!.ToString());
        Assert.Equal($"s3://{MediaConvertFixture.Media}/{recording.MediaKey}_64k.m3u8", groups[1]!["outputDetails"]![0]!["outputFilePaths"]![0]!.ToString());

        var audio = await aws.DownloadAsync(recording.MediaKey + ".mp3");
        var said = groups[0]!["outputDetails"]![0]!["durationInMs"]!.GetValue<long>() / 1000d;
        Assert.InRange(await DurationAsync(audio), said - 0.05, said + 0.05);
        Assert.InRange(said, Seconds - 0.1, Seconds + 0.1);
        Assert.InRange(await LoudnessAsync(audio), -16.6, -15.4);
        Assert.Equal("mp3,44100,2,128000", await StreamAsync(audio));

        var done = (await aws.Client.GetJobAsync(new GetJobRequest { Id = job.Id }, Cancellation)).Job;
        Assert.Equal(JobStatus.COMPLETE, done.Status);
        Assert.Equal(100, done.JobPercentComplete);
        Assert.Equal((int)(said * 1000), done.OutputGroupDetails[0].OutputDetails[0].DurationInMs);
        Assert.Equal(["PROGRESSING", "COMPLETE"], aws.Events.Of(job.Id).Select(detail => detail["status"]!.ToString()));
        RequireNothingLeft();
    }

    [Fact]
    public async Task CreateJob_Hls_HasPlaylistsThatPlay()
    {
        RequireTools();
        var recording = await UploadAsync(await aws.MakeAudioAsync(25, "-c:a", "pcm_s16le", "recording.wav"));

        var job = (await aws.Client.CreateJobAsync(Jobs.Create(recording), Cancellation)).Job;
        await aws.WaitForEndAsync(job.Id);

        var keys = await aws.ListAsync(recording.MediaKey);
        Assert.Equal(
            ["", "_128k", "_128k_00001.ts", "_128k_00002.ts", "_128k_00003.ts", "_64k", "_64k_00001.ts", "_64k_00002.ts", "_64k_00003.ts"],
            keys.Where(key => !key.EndsWith(".mp3", StringComparison.Ordinal))
                .Select(key => key[recording.MediaKey.Length..].Replace(".m3u8", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        foreach (var key in keys)
        {
            await aws.DownloadAsync(key);
        }

        var playlist = await File.ReadAllTextAsync(await aws.DownloadAsync(recording.MediaKey + ".m3u8"), Cancellation);
        Assert.Contains($"\n{recording.FileName}_64k.m3u8\n", playlist, StringComparison.Ordinal);
        Assert.Contains("CODECS=\"mp4a.40.2\"", playlist, StringComparison.Ordinal);
        foreach (var rendition in (string[])["_64k", "_128k"])
        {
            Assert.InRange(await DurationAsync(await aws.DownloadAsync($"{recording.MediaKey}{rendition}.m3u8")), 24.9, 25.1);
        }
    }

    [Fact]
    public async Task CreateJob_SameTokenWithinAMinute_IsTheSameJob()
    {
        RequireTools();
        var recording = await UploadAsync(await aws.MakeAudioAsync(1, "-c:a", "pcm_s16le", "recording.wav"));

        var first = (await aws.Client.CreateJobAsync(Jobs.Create(recording), Cancellation)).Job;
        var second = (await aws.Client.CreateJobAsync(Jobs.Create(recording), Cancellation)).Job;
        var third = (await aws.Client.CreateJobAsync(Jobs.Create(recording with { Attempt = 2 }), Cancellation)).Job;

        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Id, third.Id);
        await aws.WaitForEndAsync(first.Id);
        await aws.WaitForEndAsync(third.Id);
    }

    [Theory]
    [InlineData("text", 1010)]
    [InlineData("playlist", 1010)]
    [InlineData("cut", 1075)]
    [InlineData("garbage", 1021)]
    [InlineData("video", 1021)]
    [InlineData("rate 2147483648", 1010)]
    [InlineData("rate 2147483647", 1030)]
    [InlineData("rate 1", 1030)]
    [InlineData("tag of 200 MB", 1010)]
    [InlineData("missing", 1404)]
    public async Task CreateJob_HostileInput_EndsInAStatedError(string kind, int errorCode)
    {
        RequireTools();
        var recording = NewRecording();
        if (kind != "missing")
        {
            await aws.UploadAsync(recording.IngestKey, await MakeAsync(kind));
        }

        var job = (await aws.Client.CreateJobAsync(Jobs.Create(recording), Cancellation)).Job;
        var end = await aws.WaitForEndAsync(job.Id);

        Assert.Equal("ERROR", end["status"]!.ToString());
        Assert.Equal(errorCode, end["errorCode"]!.GetValue<int>());
        Assert.False(string.IsNullOrEmpty(end["errorMessage"]!.ToString()));
        Assert.Empty(await aws.ListAsync(recording.MediaKey));
        RequireNothingLeft();
    }

    [Fact]
    public async Task CreateJob_RoleThatTrustsAnother_EndsInAStatedError()
    {
        RequireTools();
        var recording = await UploadAsync(await aws.MakeAudioAsync(1, "-c:a", "pcm_s16le", "recording.wav"));
        var request = Jobs.Create(recording);
        request.Role = "arn:aws:iam::000000000000:role/stranger";

        var job = (await aws.Client.CreateJobAsync(request, Cancellation)).Job;

        Assert.Equal(1433, (await aws.WaitForEndAsync(job.Id))["errorCode"]!.GetValue<int>());
    }

    [Fact]
    public async Task CreateJob_DestinationThatTheRoleMayNotWrite_EndsInAStatedErrorAndLeavesNothing()
    {
        RequireTools();
        var recording = await UploadAsync(await aws.MakeAudioAsync(1, "-c:a", "pcm_s16le", "recording.wav"));
        var request = Jobs.Create(recording);
        request.Settings.OutputGroups[0].OutputGroupSettings.FileGroupSettings.Destination = $"s3://{MediaConvertFixture.Media}/elsewhere/a";

        var job = (await aws.Client.CreateJobAsync(request, Cancellation)).Job;

        Assert.Equal(1401, (await aws.WaitForEndAsync(job.Id))["errorCode"]!.GetValue<int>());
        RequireNothingLeft();
    }

    [Fact]
    public async Task CancelJob_Waiting_NeverBegins()
    {
        var request = Jobs.Create(NewRecording());
        request.Queue = "paused";
        var job = (await aws.Client.CreateJobAsync(request, Cancellation)).Job;
        Assert.Equal(JobStatus.SUBMITTED, job.Status);

        await aws.Client.CancelJobAsync(new CancelJobRequest { Id = job.Id }, Cancellation);

        Assert.Equal("CANCELED", (await aws.WaitForEndAsync(job.Id))["status"]!.ToString());
        Assert.Equal(JobStatus.CANCELED, (await aws.Client.GetJobAsync(new GetJobRequest { Id = job.Id }, Cancellation)).Job.Status);
        await Assert.ThrowsAsync<ConflictException>(() => aws.Client.CancelJobAsync(new CancelJobRequest { Id = job.Id }, Cancellation));
        var listed = await aws.Client.ListJobsAsync(new ListJobsRequest { Status = JobStatus.CANCELED, MaxResults = 20 }, Cancellation);
        Assert.Contains(listed.Jobs, other => other.Id == job.Id);
    }

    [Fact]
    public async Task CancelJob_Running_EndsFfmpegAndLeavesNothing()
    {
        RequireTools();
        var recording = await UploadAsync(await aws.MakeAudioAsync(600, "-c:a", "pcm_s16le", "-ar", "16000", "recording.wav"));
        var job = (await aws.Client.CreateJobAsync(Jobs.Create(recording), Cancellation)).Job;
        await aws.Events.WaitAsync(detail => detail["jobId"]!.ToString() == job.Id && detail["status"]!.ToString() == "PROGRESSING");

        await aws.Client.CancelJobAsync(new CancelJobRequest { Id = job.Id }, Cancellation);

        Assert.Equal("CANCELED", (await aws.WaitForEndAsync(job.Id))["status"]!.ToString());
        await WaitUntilAsync(() => !Directory.Exists(aws.RunsPath) || !Directory.EnumerateDirectories(aws.RunsPath, job.Id + "*").Any());
        Assert.Empty(await aws.ListAsync(recording.MediaKey));
    }

    [Theory]
    [InlineData("role", "The 'role' field is required.")]
    [InlineData("settings/inputs", "inputs is a required property")]
    [InlineData("settings/outputGroups/0/outputs/0/containerSettings", "/outputGroups/0/outputs/0: containerSettings is a required property")]
    [InlineData("settings/outputGroups/0/outputs/0/audioDescriptions/0/codecSettings/mp3Settings", "codecSettings: Should have at least 2 properties")]
    [InlineData("settings/outputGroups/0/outputs/0/audioDescriptions/0/codecSettings/mp3Settings/bitrate=15", "bitrate: Should be greater than or equal to 16000")]
    [InlineData("settings/outputGroups/0/outputs/0/audioDescriptions/0/codecSettings/mp3Settings/bitrate=127999", "bitrate: Should match one of the allowed values")]
    [InlineData("settings/outputGroups/1/outputs/0/audioDescriptions/0/codecSettings/aacSettings/sampleRate=44000", "sampleRate: Should match one of the allowed values")]
    [InlineData("settings/outputGroups/1/outputGroupSettings/hlsGroupSettings/segmentLength", "segmentLength is a required property")]
    [InlineData("settings/outputGroups/0/outputGroupSettings/fileGroupSettings/destination=\"http://x/y\"", "destination: Should match the pattern")]
    [InlineData("priority=51", "The 'priority' field must be between -50 and 50.")]
    [InlineData("queue=\"nowhere\"", "doesn't exist")]
    public async Task CreateJob_Invalid_IsRefusedAsAwsDoes(string change, string message)
    {
        var body = (JsonObject)JsonNode.Parse(Body)!;
        var (path, value) = change.Split('=') is [var before, var after] ? (before, after) : (change, null);
        var steps = path.Split('/');
        JsonNode node = body;
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray array ? array[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!;
        }

        if (value is null)
        {
            ((JsonObject)node).Remove(steps[^1]);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(value);
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = Lambda.LambdaFixture.Sign(HttpMethod.Post, new(aws.Server.ApiUrl, "2017-08-29/jobs"), "mediaconvert", body.ToJsonString());
        using var response = await http.SendAsync(request, Cancellation);

        Assert.Equal(change.StartsWith("queue", StringComparison.Ordinal) ? 404 : 400, (int)response.StatusCode);
        Assert.Contains(message, (await response.Content.ReadAsStringAsync(Cancellation)).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"I:\s+(-?[\d.]+) LUFS\s+Threshold")]
    private static partial Regex Integrated();

    private const string Body = """
        {
          "role": "arn:aws:iam::000000000000:role/transcoder", "queue": "paused",
          "settings": {
            "inputs": [{ "fileInput": "s3://test-ingest/x", "audioSelectors": { "Audio Selector 1": { "defaultSelection": "DEFAULT" } } }],
            "outputGroups": [
              { "outputGroupSettings": { "type": "FILE_GROUP_SETTINGS", "fileGroupSettings": { "destination": "s3://test-media/media/a" } },
                "outputs": [{ "containerSettings": { "container": "RAW" },
                  "audioDescriptions": [{ "codecSettings": { "codec": "MP3", "mp3Settings": { "bitrate": 128000, "sampleRate": 44100, "channels": 2, "rateControlMode": "CBR" } } }] }] },
              { "outputGroupSettings": { "type": "HLS_GROUP_SETTINGS", "hlsGroupSettings": { "destination": "s3://test-media/media/a", "segmentLength": 10, "minSegmentLength": 0 } },
                "outputs": [{ "nameModifier": "_64k", "containerSettings": { "container": "M3U8" }, "outputSettings": { "hlsSettings": { "audioOnlyContainer": "M2TS" } },
                  "audioDescriptions": [{ "codecSettings": { "codec": "AAC", "aacSettings": { "bitrate": 64000, "sampleRate": 44100, "codingMode": "CODING_MODE_2_0" } } }] }] }
            ]
          }
        }
        """;

    private async Task<byte[]> MakeAsync(string kind)
    {
        switch (kind)
        {
            case "text":
                return "This is not audio."u8.ToArray();
            case "playlist":
                return "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"u8.ToArray();
            case ['r', 'a', 't', 'e', ' ', .. var rate]:
                return Wave(uint.Parse(rate, CultureInfo.InvariantCulture));
            case "tag of 200 MB":
                return [.. "ID3\u0004\0\0"u8, 0x64, 0, 0, 0, 0xFF, 0xFB, 0x90, 0, .. new byte[4000]];
            case "cut":
                var whole = await aws.MakeAudioAsync(30, "-c:a", "flac", "recording.flac");
                return whole[..(whole.Length / 2)];
            case "garbage":
                var garbage = await aws.MakeAudioAsync(10, "-c:a", "flac", "recording.flac");
                new Random(1).NextBytes(garbage.AsSpan(9000));
                return garbage;
            default:
                var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".mp4");
                await MediaConvertFixture.RunAsync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "color=size=64x64:duration=1", "-c:v", "mpeg4", path]);
                var video = await File.ReadAllBytesAsync(path, Cancellation);
                File.Delete(path);
                return video;
        }
    }

    private async Task<Recording> UploadAsync(byte[] content)
    {
        var recording = NewRecording();
        await aws.UploadAsync(recording.IngestKey, content);
        return recording;
    }

    private static Recording NewRecording() => new()
    {
        Show = "show",
        Episode = "episode",
        Revision = Guid.NewGuid().ToString("N")[..12],
        Status = RecordingStatus.Submitting,
        Attempt = 1,
    };

    private static async Task<double> DurationAsync(string path) => double.Parse(
        await MediaConvertFixture.RunAsync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]), CultureInfo.InvariantCulture);

    private static async Task<string> StreamAsync(string path) => (await MediaConvertFixture.RunAsync(
        "ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels,bit_rate", "-of", "csv=p=0", path])).Trim();

    private static async Task<double> LoudnessAsync(string path) => double.Parse(
        Integrated().Match(await MediaConvertFixture.RunAsync("ffmpeg", ["-hide_banner", "-nostats", "-i", path, "-af", "ebur128=framelog=verbose", "-f", "null", "-"])).Groups[1].Value,
        CultureInfo.InvariantCulture);

    private void RequireNothingLeft() => Assert.True(!Directory.Exists(aws.RunsPath) || !Directory.EnumerateFileSystemEntries(aws.RunsPath).Any());

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    private static void RequireTools() => Assert.SkipUnless(MediaConvertFixture.HasTools, "ffmpeg is not installed.");

    // Ten thousand samples of one channel, whatever the rate says.
    private static byte[] Wave(uint rate)
    {
        using var wave = new MemoryStream();
        using var writer = new BinaryWriter(wave);
        writer.Write("RIFF"u8);
        writer.Write(36 + 20_000);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(rate);
        writer.Write(unchecked(rate * 2));
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(20_000);
        writer.Write(new byte[20_000]);
        return wave.ToArray();
    }
}
