using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Amazon.MediaConvert;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Host;

namespace Podcast.Tests.Integration.LocalAws.MediaConvert;

/// <summary>LocalAws with two buckets, a role for MediaConvert and an ear on its event bus; the official S3 client, and ffmpeg for sound.</summary>
public sealed class MediaConvertFixture : IAsyncLifetime
{
    public const string Ingest = "test-ingest";
    public const string Media = "test-media";
    public const string Role = "arn:aws:iam::000000000000:role/transcoder";

    private const string Template = """
        {
          "Resources": {
            "Ingest": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "test-ingest" } },
            "Media": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "test-media" } },
            "Queue": { "Type": "AWS::MediaConvert::Queue", "Properties": { "Name": "slow", "ConcurrentJobs": 1 } },
            "Paused": { "Type": "AWS::MediaConvert::Queue", "Properties": { "Name": "paused", "Status": "PAUSED" } },
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "transcoder",
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "mediaconvert.amazonaws.com" }, "Action": "sts:AssumeRole" }] },
              "Policies": [{ "PolicyName": "p", "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::test-ingest/*" },
                { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::test-ingest" },
                { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::test-media/media/*" } ] } }] } },
            "Stranger": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "stranger",
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] } } }
          }
        }
        """;

    private static readonly BasicAWSCredentials Credentials = new("AKIATESTADMINISTRATOR", "a secret of this test alone");

    private readonly string _folder = Directory.CreateTempSubdirectory("podcast-tests-").FullName;
    private LocalAwsServer? _server;

    internal LocalAwsServer Server => _server!;

    internal EventLog Events { get; } = new();

    public string TemplatePath => Path.Combine(_folder, "Test.template.json");

    public string StoragePath => Path.Combine(_folder, "storage");

    /// <summary>Where runs of jobs work; empty when nothing is left over.</summary>
    public string RunsPath => Path.Combine(StoragePath, "mediaconvert", "runs");

    public IAmazonMediaConvert Client { get; private set; } = null!;

    public IAmazonS3 S3 { get; private set; } = null!;

    public static bool HasTools => Find("ffmpeg") && Find("ffprobe");

    public ValueTask InitializeAsync() => new(StartAsync());

    /// <summary>Starts the server; other options than the last time show what a restart finds.</summary>
    internal async Task StartAsync(Action<LocalAwsOptions>? configure = null)
    {
        await File.WriteAllTextAsync(TemplatePath, Template);
        var options = new LocalAwsOptions
        {
            TemplatePath = TemplatePath,
            StoragePath = StoragePath,
            AccessKeyId = "AKIATESTADMINISTRATOR",
            SecretAccessKey = "a secret of this test alone",
        };
        configure?.Invoke(options);
        _server = await LocalAwsServer.StartAsync(options, services => services.AddSingleton<IEventBus>(Events));
        Client = new AmazonMediaConvertClient(Credentials, new AmazonMediaConvertConfig { ServiceURL = _server.ApiUrl.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        S3 = new AmazonS3Client(Credentials, new AmazonS3Config { ServiceURL = _server.ApiUrl.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public async Task StopAsync()
    {
        Client.Dispose();
        S3.Dispose();
        await _server!.DisposeAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Makes a sound: two tones that swell, so that its loudness is no constant.</summary>
    /// <param name="seconds">How long it is.</param>
    /// <param name="arguments">The encoding, such as <c>-c:a flac</c>, and the file's name.</param>
    public async Task<byte[]> MakeAudioAsync(double seconds, params string[] arguments)
    {
        var path = Path.Combine(_folder, Path.GetRandomFileName() + "-" + arguments[^1]);
        await RunAsync("ffmpeg",
        [
            "-v", "error", "-f", "lavfi", "-i",
            FormattableString.Invariant($"aevalsrc=0.2*sin(440*2*PI*t)*(0.6+0.4*sin(t))+0.1*sin(660*2*PI*t):d={seconds}:s=44100"),
            .. arguments[..^1], path,
        ]);
        return await File.ReadAllBytesAsync(path);
    }

    /// <summary>Runs a tool, and gives what it writes to both of its outputs.</summary>
    public static async Task<string> RunAsync(string tool, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return await output + await errors;
    }

    public async Task UploadAsync(string key, byte[] content) => await S3.PutObjectAsync(
        new PutObjectRequest { BucketName = Ingest, Key = key, InputStream = new MemoryStream(content) }, TestContext.Current.CancellationToken);

    public async Task<string> DownloadAsync(string key)
    {
        var path = Path.Combine(_folder, "download", key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var response = await S3.GetObjectAsync(Media, key, TestContext.Current.CancellationToken);
        await using var file = File.Create(path);
        await response.ResponseStream.CopyToAsync(file, TestContext.Current.CancellationToken);
        return path;
    }

    public async Task<IReadOnlyList<string>> ListAsync(string prefix)
    {
        var response = await S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Media, Prefix = prefix }, TestContext.Current.CancellationToken);
        return [.. (response.S3Objects ?? []).Select(item => item.Key)];
    }

    /// <summary>Waits for a job's end by its event.</summary>
    public async Task<JsonObject> WaitForEndAsync(string jobId) =>
        await Events.WaitAsync(json => json["jobId"]!.ToString() == jobId && json["status"]!.ToString() is "COMPLETE" or "ERROR" or "CANCELED");

    private static bool Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    /// <summary>An event bus that keeps what it is given.</summary>
    internal sealed class EventLog : IEventBus
    {
        private readonly ConcurrentQueue<JsonObject> _details = new();
        private readonly Channel<bool> _arrived = Channel.CreateUnbounded<bool>();

        public IReadOnlyList<JsonObject> Of(string jobId) => [.. _details.Where(detail => detail["jobId"]!.ToString() == jobId)];

        public ValueTask PublishAsync(EventBridgeEvent published, CancellationToken cancellationToken)
        {
            if (published.Source == "aws.mediaconvert")
            {
                _details.Enqueue(published.Detail);
                _arrived.Writer.TryWrite(true);
            }

            return ValueTask.CompletedTask;
        }

        public async Task<JsonObject> WaitAsync(Predicate<JsonObject> wanted)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromMinutes(2));
            while (true)
            {
                if (_details.FirstOrDefault(detail => wanted(detail)) is { } found)
                {
                    return found;
                }

                await _arrived.Reader.ReadAsync(deadline.Token);
            }
        }
    }
}
