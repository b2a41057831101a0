using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Amazon.MediaConvert;
using Amazon.MediaConvert.Model;
using Amazon.Runtime;
using Amazon.S3;
using Podcast.AppHost.LocalTools;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.StartUp;

namespace Podcast.Benchmarks.Transcoding;

/// <summary>
/// A recording's way through LocalAws MediaConvert, from CreateJob until every output is an object, as a ratio to bare ffmpeg: the same two runs on
/// a file that lies there already. The two are measured in turn, on the same sound: ten minutes, or one when it has to be quick.
/// </summary>
internal sealed class TranscodingBenchmark : IBenchmark
{
    private const int Rounds = 3;
    private const string Secret = "a secret of this run alone";
    private const string Role = "arn:aws:iam::000000000000:role/transcoder";
    private const double Lkfs = -16;

    private const string Template = """
        { "Resources": {
          "Ingest": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "ingest" } },
          "Media": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "media" } },
          "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "transcoder",
            "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "mediaconvert.amazonaws.com" }, "Action": "sts:AssumeRole" }] },
            "Policies": [{ "PolicyName": "p", "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }] } }] } }
        } }
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public string Name => "transcoding";

    public string Sentence => "A recording from CreateJob until every output is an object, against bare ffmpeg with the same settings.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var seconds = progress.Choose(600, 60);
        var folder = Directory.CreateTempSubdirectory("podcast-transcoding-");
        try
        {
            var recording = Path.Combine(folder.FullName, "recording.wav");
            await FfmpegAsync("-f", "lavfi", "-i", Text($"aevalsrc=0.2*sin(440*2*PI*t)*(0.6+0.4*sin(t))+0.02*random(0):d={seconds}:s=44100"), "-ac", "2", recording);
            var port = FreePort.Next();
            var url = $"http://127.0.0.1:{port}";
            using var localAws = StartLocalAws(folder.FullName, port);
            await Page.WaitForAsync(new($"{url}/_localaws/stack"), System.Net.HttpStatusCode.OK);
            var credentials = new BasicAWSCredentials("AKIABENCHMARK", Secret);
            using var s3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = url, ForcePathStyle = true, AuthenticationRegion = "us-east-1", Timeout = TimeSpan.FromMinutes(10) });
            using var mediaConvert = new AmazonMediaConvertClient(credentials, new AmazonMediaConvertConfig { ServiceURL = url, AuthenticationRegion = "us-east-1" });
            await s3.PutObjectAsync(new() { BucketName = "ingest", Key = "recording", FilePath = recording });

            var (bare, pipeline) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                bare.Add(await MeasureAsync(() => TranscodeAsync(recording, folder.CreateSubdirectory($"bare{round}").FullName)));
                pipeline.Add(await MeasureAsync(() => RunJobAsync(mediaConvert, $"round{round}")));
                await progress.ReportAsync(Text($"{seconds} s of audio: ffmpeg {bare[^1]:0.00} s, pipeline {pipeline[^1]:0.00} s, ratio {pipeline[^1] / bare[^1]:0.000}"));
            }

            return [BenchmarkResult.Compare(Text($"transcoding {seconds / 60} min of audio"), "s", pipeline, "ffmpeg", bare, Goal.RatioAtMost(1.1))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServerProcess StartLocalAws(string folder, int port)
    {
        var template = Path.Combine(folder, "Benchmark.template.json");
        File.WriteAllText(template, Template);
        var assembly = typeof(TranscodingBenchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "LocalAws").Value!;
        var process = ServerProcess.Start(assembly, [], new Dictionary<string, string>
        {
            ["LocalAws__TemplatePath"] = template,
            ["LocalAws__ApiPort"] = port.ToString(CultureInfo.InvariantCulture),
            ["LocalAws__StoragePath"] = Path.Combine(folder, "objects"),
            ["LocalAws__AccessKeyId"] = "AKIABENCHMARK",
            ["LocalAws__SecretAccessKey"] = Secret,
        });
        process.Drain();
        return process;
    }

    private static async Task RunJobAsync(AmazonMediaConvertClient client, string name)
    {
        var id = (await client.CreateJobAsync(new CreateJobRequest
        {
            Role = Role,
            Settings = new()
            {
                Inputs = [new() { FileInput = "s3://ingest/recording" }],
                OutputGroups =
                [
                    new()
                    {
                        OutputGroupSettings = new() { Type = OutputGroupType.FILE_GROUP_SETTINGS, FileGroupSettings = new() { Destination = $"s3://media/{name}" } },
                        Outputs = [Output(ContainerType.RAW, null, new()
                        {
                            Codec = AudioCodec.MP3,
                            Mp3Settings = new() { Bitrate = 128000, Channels = 2, SampleRate = 44100, RateControlMode = Mp3RateControlMode.CBR },
                        })],
                    },
                    new()
                    {
                        OutputGroupSettings = new()
                        {
                            Type = OutputGroupType.HLS_GROUP_SETTINGS,
                            HlsGroupSettings = new() { Destination = $"s3://media/{name}", SegmentLength = 10, MinSegmentLength = 0 },
                        },
                        Outputs = [Output(ContainerType.M3U8, "_64k", Aac(64000)), Output(ContainerType.M3U8, "_128k", Aac(128000))],
                    },
                ],
            },
        })).Job.Id;
        using var timer = new PeriodicTimer(Poll);
        while (true)
        {
            var job = (await client.GetJobAsync(new GetJobRequest { Id = id })).Job;
            if (job.Status == JobStatus.COMPLETE)
            {
                return;
            }

            if (job.Status == JobStatus.ERROR)
            {
                throw new InvalidOperationException(job.ErrorMessage);
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private static AudioCodecSettings Aac(int bitrate) => new()
    {
        Codec = AudioCodec.AAC,
        AacSettings = new() { Bitrate = bitrate, SampleRate = 44100, CodingMode = AacCodingMode.CODING_MODE_2_0 },
    };

    private static Output Output(ContainerType container, string? modifier, AudioCodecSettings codec) => new()
    {
        NameModifier = modifier,
        ContainerSettings = new() { Container = container },
        OutputSettings = container == ContainerType.M3U8 ? new() { HlsSettings = new() { AudioOnlyContainer = HlsAudioOnlyContainer.M2TS } } : null,
        AudioDescriptions =
        [
            new()
            {
                AudioNormalizationSettings = new() { Algorithm = AudioNormalizationAlgorithm.ITU_BS_1770_4, TargetLkfs = Lkfs, TruePeakLimiterThreshold = -1.5 },
                CodecSettings = codec,
            },
        ],
    };

    private static async Task TranscodeAsync(string recording, string folder)
    {
        var measured = await FfmpegAsync("-threads", "1", "-i", recording, "-af", "aformat=channel_layouts=stereo,ebur128=framelog=verbose", "-f", "null", "-");
        var line = measured.Split('\n').Select(text => text.Trim()).First(text => text.StartsWith("I:", StringComparison.Ordinal));
        var gain = Lkfs - double.Parse(line[2..].Replace("LUFS", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        string[] hls = ["-f", "hls", "-hls_time", "10", "-hls_playlist_type", "vod"];
        await FfmpegAsync(
        [
            "-filter_threads", "1", "-filter_complex_threads", "1", "-threads", "1", "-i", recording, "-filter_complex",
            Text($"[0:a]aresample=44100,aformat=channel_layouts=stereo,volume={gain:0.##}dB:precision=float,alimiter=limit=0.8414:level=disabled,asplit=3[a][b][c]"),
            "-map", "[a]", "-c:a", "libmp3lame", "-b:a", "128000", $"{folder}/audio.mp3",
            "-map", "[b]", "-c:a", "aac", "-b:a", "64000", .. hls, "-hls_segment_filename", $"{folder}/audio_64k_%05d.ts", $"{folder}/audio_64k.m3u8",
            "-map", "[c]", "-c:a", "aac", "-b:a", "128000", .. hls, "-hls_segment_filename", $"{folder}/audio_128k_%05d.ts", $"{folder}/audio_128k.m3u8",
        ]);
    }

    private static async Task<string> FfmpegAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-hide_banner", "-nostdin", "-nostats", "-y", .. arguments]) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? errors : throw new InvalidOperationException(errors);
    }

    private static async Task<double> MeasureAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
