using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.AppHost.LocalTools;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Benchmarks.StartUp;

namespace Podcast.Benchmarks.S3;

/// <summary>
/// Upload and download of LocalAws S3 as ratios to Kestrel, which serves a static file and writes a body to a file without computing anything;
/// and the memory of LocalAws while 2 GB come in. Client and servers share the machine, and the two are measured in turn.
/// </summary>
internal sealed class S3Benchmark : IBenchmark
{
    private const long Size = 512L * 1024 * 1024;
    private const long LargeSize = 2L * 1024 * 1024 * 1024;
    private const long MemoryGoal = 200;
    private const string Secret = "a secret of this run alone";

    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(10) };

    public string Name => "s3";

    public string Sentence => "A presigned upload and download of 512 MiB against Kestrel with a file and no digest, and the memory of LocalAws while 2 GiB come in.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
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

            return [.. await CompareAsync(client, baseline, progress), await MeasureMemoryAsync(client, localAws, progress)];
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

    private static async Task<IReadOnlyList<BenchmarkResult>> CompareAsync(AmazonS3Client client, Uri baseline, BenchmarkProgress progress)
    {
        var (kestrelUp, kestrelDown, localUp, localDown) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var rounds = progress.Choose(5, 2);
        // The first round of each is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            var up = await PutAsync(new(baseline, "/file"), Size);
            var down = await GetAsync(new(baseline, "/file"));
            var ownUp = await PutAsync(Presign(client, HttpVerb.PUT), Size);
            var ownDown = await GetAsync(Presign(client, HttpVerb.GET));
            if (round > 0)
            {
                kestrelUp.Add(up / 1e6);
                kestrelDown.Add(down / 1e6);
                localUp.Add(ownUp / 1e6);
                localDown.Add(ownDown / 1e6);
                await progress.ReportAsync($"round {round}: Kestrel up {Rate(up)}, down {Rate(down)}; LocalAws up {Rate(ownUp)}, down {Rate(ownDown)}");
            }
        }

        return
        [
            BenchmarkResult.Compare("upload to S3", "MB/s", localUp, "Kestrel", kestrelUp, Goal.RatioAtLeast(0.7)),
            BenchmarkResult.Compare("download from S3", "MB/s", localDown, "Kestrel", kestrelDown, Goal.RatioAtLeast(0.7)),
        ];
    }

    private static async Task<BenchmarkResult> MeasureMemoryAsync(AmazonS3Client client, ServerProcess localAws, BenchmarkProgress progress)
    {
        var before = localAws.Memory().Now;
        var samples = new List<long>();
        var upload = PutAsync(Presign(client, HttpVerb.PUT), LargeSize);
        while (!upload.IsCompleted)
        {
            samples.Add(localAws.Memory().Now);
            await Task.WhenAny(upload, Task.Delay(SampleInterval));
        }

        var rate = await upload;
        var peak = Math.Max(samples.Max(), localAws.Memory().Peak);
        await progress.ReportAsync($"2 GiB upload at {Rate(rate)}: {Megabytes(before)} before, between {Megabytes(samples.Min())} and {Megabytes(samples.Max())} during it");
        return BenchmarkResult.Measure("memory of LocalAws while 2 GiB come in", "MB", [peak / 1e6], Goal.AtMost(MemoryGoal));
    }

    /// <returns>Bytes a second.</returns>
    private static async Task<double> PutAsync(Uri target, long size)
    {
        using var content = new StreamContent(new RepeatedStream(size), 256 * 1024);
        content.Headers.ContentLength = size;
        var started = Stopwatch.GetTimestamp();
        using var response = await Http.PutAsync(target, content);
        response.EnsureSuccessStatusCode();
        return size / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <returns>Bytes a second.</returns>
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

        return length == Size ? length / Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException("Not the whole file came.");
    }

    private static Uri Presign(AmazonS3Client client, HttpVerb verb) => new(client.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = "media",
        Key = "file",
        Verb = verb,
        Protocol = Protocol.HTTP,
        Expires = DateTime.UtcNow.AddHours(1),
    }));

    private static string Rate(double bytesPerSecond) => (bytesPerSecond / 1_000_000).ToString("0 MB/s", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1_000_000.0).ToString("0 MB", CultureInfo.InvariantCulture);
}
