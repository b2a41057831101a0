using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Podcast.AppHost.LocalTools;
using Podcast.Benchmarks.StartUp;

namespace Podcast.Benchmarks.S3;

/// <summary>
/// Upload and download of LocalAws S3 as ratios to Kestrel, which serves a static file and writes a body to a file without computing anything;
/// and the memory of LocalAws while 2 GB come in. Client and servers share the machine, and the two are measured in turn.
/// </summary>
internal static class S3Benchmark
{
    private const int Rounds = 5;
    private const double Goal = 0.7;
    private const long Size = 512L * 1024 * 1024;
    private const long LargeSize = 2L * 1024 * 1024 * 1024;
    private const long MemoryGoal = 200_000_000;
    private const string Secret = "a secret of this run alone";

    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(10) };

    public static async Task<int> RunAsync()
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

            var isGood = await CompareAsync(client, baseline);
            return await MeasureMemoryAsync(client, localAws) && isGood ? 0 : 1;
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

    private static async Task<bool> CompareAsync(AmazonS3Client client, Uri baseline)
    {
        var (kestrelUp, kestrelDown, localUp, localDown) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        // The first round of each is not counted.
        for (var round = 0; round <= Rounds; round++)
        {
            var up = await PutAsync(new(baseline, "/file"), Size);
            var down = await GetAsync(new(baseline, "/file"));
            var ownUp = await PutAsync(Presign(client, HttpVerb.PUT), Size);
            var ownDown = await GetAsync(Presign(client, HttpVerb.GET));
            if (round > 0)
            {
                kestrelUp.Add(up);
                kestrelDown.Add(down);
                localUp.Add(ownUp);
                localDown.Add(ownDown);
                Console.WriteLine($"round {round}: Kestrel up {Rate(up)}, down {Rate(down)}; LocalAws up {Rate(ownUp)}, down {Rate(ownDown)}");
            }
        }

        var (upRatio, downRatio) = (Median(localUp) / Median(kestrelUp), Median(localDown) / Median(kestrelDown));
        Console.WriteLine(
            $"""
            median of {Rounds}, 512 MiB: upload {Rate(Median(localUp))} against {Rate(Median(kestrelUp))}: {Ratio(upRatio)} of the baseline (goal: at least {Ratio(Goal)})
                               download {Rate(Median(localDown))} against {Rate(Median(kestrelDown))}: {Ratio(downRatio)} of the baseline (goal: at least {Ratio(Goal)})
            """);
        return upRatio >= Goal && downRatio >= Goal;
    }

    private static async Task<bool> MeasureMemoryAsync(AmazonS3Client client, ServerProcess localAws)
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
        Console.WriteLine(
            $"2 GiB upload at {Rate(rate)}: {Megabytes(before)} before, between {Megabytes(samples.Min())} and {Megabytes(samples.Max())} during it, "
            + $"{Megabytes(peak)} at most since the start (goal: under {Megabytes(MemoryGoal)})");
        return peak < MemoryGoal;
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Rate(double bytesPerSecond) => (bytesPerSecond / 1_000_000).ToString("0 MB/s", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / 1_000_000.0).ToString("0 MB", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
