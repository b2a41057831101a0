using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.AppHost.LocalTools;
using Podcast.Benchmarks.Reporting;
using Podcast.Benchmarks.StartUp;
using static Podcast.Benchmarks.Reporting.Figures;

namespace Podcast.Benchmarks.S3;

/// <summary>
/// Upload and download of LocalAws S3 as ratios to Kestrel, which serves a static file and writes a body to a file without computing anything;
/// and the memory of LocalAws while 2 GB come in. Client and servers share the machine, and the two are measured in turn.
/// </summary>
internal static class S3Benchmark
{
    private const int Rounds = 5;
    private const int QuickRounds = 1;
    private const double LeastRatio = 0.7;
    private const long Size = 512L * 1024 * 1024;
    private const long LargeSize = 2L * 1024 * 1024 * 1024;
    private const double MostMegabytes = 200;
    private const string Secret = "a secret of this run alone";

    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(10) };

    public static async Task RunAsync(BenchmarkReport report)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-s3-");
        try
        {
            var statics = folder.CreateSubdirectory("static").FullName;
            using var kestrel = ServerProcess.Start(typeof(S3Benchmark).Assembly.Location, ["s3-baseline", statics], new Dictionary<string, string>());
            var baseline = new Uri(await kestrel.ReadLineAsync());
            var port = FreePort.Next();
            using var localAws = StartLocalAws(folder.FullName, port);
            using var client = new AmazonS3Client(
                new BasicAWSCredentials("AKIABENCHMARK", Secret),
                new AmazonS3Config { ServiceURL = $"http://127.0.0.1:{port}", ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
            await Page.WaitForAsync(new($"http://127.0.0.1:{port}/_localaws/stack"), System.Net.HttpStatusCode.OK);

            await CompareAsync(report, client, baseline);
            await MeasureMemoryAsync(report, client, localAws);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServerProcess StartLocalAws(string folder, int port)
    {
        var template = Path.Combine(folder, "Benchmark.template.json");
        File.WriteAllText(template, """{ "Resources": { "Media": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "media" } } } }""");
        var assembly = typeof(S3Benchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "LocalAws").Value!;
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

    private static async Task CompareAsync(BenchmarkReport report, AmazonS3Client client, Uri baseline)
    {
        var (kestrelUp, kestrelDown, localUp, localDown) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var rounds = report.Choose(Rounds, QuickRounds);
        // The first round of each is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            var up = await PutAsync(new(baseline, "/file"), Size);
            var down = await GetAsync(new(baseline, "/file"));
            var ownUp = await PutAsync(Presign(client, HttpVerb.PUT), Size);
            var ownDown = await GetAsync(Presign(client, HttpVerb.GET));
            BenchmarkReport.Progress($"512 MiB, round {round} of {rounds}: Kestrel up {Number(up)}, down {Number(down)} MB/s; LocalAws up {Number(ownUp)}, down {Number(ownDown)} MB/s");
            if (round > 0)
            {
                kestrelUp.Add(up);
                kestrelDown.Add(down);
                localUp.Add(ownUp);
                localDown.Add(ownDown);
            }
        }

        Add("upload of 512 MiB to S3", localUp, kestrelUp);
        Add("download of 512 MiB from S3", localDown, kestrelDown);

        void Add(string what, List<double> own, List<double> kestrel) => report.Add(new("s3", what, "MB/s", Figure.Of(own))
        {
            BaselineName = "Kestrel with a plain file",
            Baseline = Figure.Of(kestrel),
            Goal = Goal.RatioAtLeast(LeastRatio),
        });
    }

    private static async Task MeasureMemoryAsync(BenchmarkReport report, AmazonS3Client client, ServerProcess localAws)
    {
        var before = localAws.Memory().Now;
        var samples = new List<long>();
        var upload = PutAsync(Presign(client, HttpVerb.PUT), LargeSize);
        while (!upload.IsCompleted)
        {
            samples.Add(localAws.Memory().Now);
            await Task.WhenAny(upload, Task.Delay(SampleInterval));
        }

        await upload;
        var peak = Math.Max(samples.Max(), localAws.Memory().Peak);
        report.Add(new("s3", "memory of the local AWS during an upload of 2 GiB", "MB", Figure.Once(peak / 1_000_000.0))
        {
            BaselineName = "before it",
            Baseline = Figure.Once(before / 1_000_000.0),
            Goal = Goal.AtMost(MostMegabytes),
        });
    }

    /// <returns>Megabytes a second.</returns>
    private static async Task<double> PutAsync(Uri target, long size)
    {
        using var content = new StreamContent(new RepeatedStream(size), 256 * 1024);
        content.Headers.ContentLength = size;
        var started = Stopwatch.GetTimestamp();
        using var response = await Http.PutAsync(target, content);
        response.EnsureSuccessStatusCode();
        return size / 1_000_000.0 / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <returns>Megabytes a second.</returns>
    private static async Task<double> GetAsync(Uri source)
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await Http.GetAsync(source, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[256 * 1024];
        long length = 0;
        int count;
        while ((count = await body.ReadAsync(buffer)) > 0)
        {
            length += count;
        }

        return length == Size ? length / 1_000_000.0 / Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException("Not the whole file came.");
    }

    private static Uri Presign(AmazonS3Client client, HttpVerb verb) => new(client.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = "media",
        Key = "file",
        Verb = verb,
        Protocol = Protocol.HTTP,
        Expires = DateTime.UtcNow.AddHours(1),
    }));
}
