using Amazon.MediaConvert;
using Amazon.MediaConvert.Model;
using Amazon.Runtime;
using Amazon.S3;
using Podcast.Functions.Transcoding;

namespace Podcast.Tests.Integration.LocalAws.MediaConvert;

/// <summary>What is left when the machine fails: a stated error or a clean second run, and no file that nobody owns.</summary>
public sealed class MediaConvertFailureTests : IAsyncLifetime
{
    private readonly MediaConvertFixture _aws = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Job_DiskFull_EndsInAStatedError()
    {
        Assert.SkipUnless(MediaConvertFixture.HasTools, "ffmpeg is not installed.");
        await _aws.StartAsync(options => options.TranscodeFileLimit = 64 * 1024);
        var (recording, job) = await SubmitAsync(await _aws.MakeAudioAsync(20, "-c:a", "pcm_s16le", "recording.wav"), null);

        var end = await _aws.WaitForEndAsync(job.Id);

        Assert.Equal("ERROR", end["status"]!.ToString());
        Assert.Equal(1999, end["errorCode"]!.GetValue<int>());
        Assert.Equal("The disk is full: the outputs could not be written.", end["errorMessage"]!.ToString());
        Assert.Empty(await _aws.ListAsync(recording.MediaKey));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_aws.RunsPath));
    }

    [Fact]
    public async Task Job_DiskFullForReal_EndsInAStatedErrorAndIsDoneWhenThereIsRoom()
    {
        Assert.SkipUnless(MediaConvertFixture.HasTools, "ffmpeg is not installed.");
        Assert.SkipUnless(SmallDisk.WhyNot is null, SmallDisk.WhyNot ?? "");
        await _aws.StartAsync();
        // Smaller than what is made of it, about 0.85 MB: the input goes before the outputs become objects, and would make room for them.
        var sound = await _aws.MakeAudioAsync(20, "-c:a", "libmp3lame", "-b:a", "64k", "recording.mp3");
        await _aws.StopAsync();
        using var aws = await LocalAwsProcess.StartAsync(_aws.TemplatePath, _aws.StoragePath, new SmallDisk(16 * 1024 * 1024), Cancellation);
        using var clients = new Clients(aws.Url);
        var recording = NewRecording();
        await clients.S3.PutObjectAsync(
            new() { BucketName = MediaConvertFixture.Ingest, Key = recording.IngestKey, InputStream = new MemoryStream(sound) }, Cancellation);
        var folder = Path.Combine(aws.StoragePath, "mediaconvert");

        // Room for nothing; for the input; for the outputs, but not for the objects made of them.
        foreach (var (room, message) in new[]
        {
            (0, "The disk is full: the input file could not be stored."),
            (sound.Length + 16 * 1024, "The disk is full: the outputs could not be written."),
            (sound.Length + 1200 * 1024, "Failed to write data: S3 returned 503"),
        })
        {
            SmallDisk.Leave(aws.StoragePath, room);
            var failed = await DoAsync();
            Assert.Equal(JobStatus.ERROR, failed.Status);
            Assert.Contains(message, failed.ErrorMessage, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(folder, "runs")));
            // The job is written down just after its end can be read.
            await WaitAsync(() => Task.FromResult(!Directory.EnumerateFiles(Path.Combine(folder, "jobs"), "*.new").Any()));
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(aws.StoragePath, "uploads")));
        }

        SmallDisk.Leave(aws.StoragePath, 10 * 1024 * 1024);
        var done = await DoAsync();
        Assert.Equal(JobStatus.COMPLETE, done.Status);

        async Task<Job> DoAsync()
        {
            recording = recording with { Attempt = recording.Attempt + 1 };
            var id = (await clients.MediaConvert.CreateJobAsync(CreateRequest(recording), Cancellation)).Job.Id;
            Job job = null!;
            await WaitAsync(async () =>
            {
                job = (await clients.MediaConvert.GetJobAsync(new GetJobRequest { Id = id }, Cancellation)).Job;
                return job.Status != JobStatus.SUBMITTED && job.Status != JobStatus.PROGRESSING;
            });
            return job;
        }
    }

    [Fact]
    public async Task Job_FfmpegMissing_NamesThePackage()
    {
        await _aws.StartAsync(options => options.MediaToolsPath = "/nowhere");
        var (_, job) = await SubmitAsync([0], null);

        var end = await _aws.WaitForEndAsync(job.Id);

        Assert.Equal(1999, end["errorCode"]!.GetValue<int>());
        Assert.Contains("apt-get install ffmpeg", end["errorMessage"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_TakesTooLong_IsEnded()
    {
        Assert.SkipUnless(MediaConvertFixture.HasTools, "ffmpeg is not installed.");
        await _aws.StartAsync(options => options.TranscodeTimeLimit = TimeSpan.FromSeconds(1.5));
        var (_, job) = await SubmitAsync(await _aws.MakeAudioAsync(3000, "-c:a", "pcm_s16le", "-ar", "16000", "recording.wav"), null);

        var end = await _aws.WaitForEndAsync(job.Id);

        Assert.Equal(1522, end["errorCode"]!.GetValue<int>());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_aws.RunsPath));
    }

    [Fact]
    public async Task Job_ProcessKilledInTheMiddle_IsDoneByTheNextOne()
    {
        Assert.SkipUnless(MediaConvertFixture.HasTools && OperatingSystem.IsLinux(), "ffmpeg is not installed, or this is not Linux.");
        await _aws.StartAsync();
        var sound = await _aws.MakeAudioAsync(120, "-c:a", "pcm_s16le", "recording.wav");
        await _aws.StopAsync();
        Recording recording;
        string jobId;
        using (var first = await LocalAwsProcess.StartAsync(_aws.TemplatePath, _aws.StoragePath, Cancellation))
        {
            using var clients = new Clients(first.Url);
            recording = NewRecording();
            await clients.S3.PutObjectAsync(
                new() { BucketName = MediaConvertFixture.Ingest, Key = recording.IngestKey, InputStream = new MemoryStream(sound) }, Cancellation);
            jobId = (await clients.MediaConvert.CreateJobAsync(CreateRequest(recording), Cancellation)).Job.Id;
            await WaitAsync(() => Task.FromResult(CountTools() > 0));
            first.Kill();
        }

        // ffmpeg does not outlive the process that wanted its work.
        await WaitAsync(() => Task.FromResult(CountTools() == 0));
        using (var second = await LocalAwsProcess.StartAsync(_aws.TemplatePath, _aws.StoragePath, Cancellation))
        {
            using var clients = new Clients(second.Url);
            Job job = null!;
            await WaitAsync(async () =>
            {
                job = (await clients.MediaConvert.GetJobAsync(new GetJobRequest { Id = jobId }, Cancellation)).Job;
                return job.Status != JobStatus.SUBMITTED && job.Status != JobStatus.PROGRESSING;
            });
            Assert.Equal(JobStatus.COMPLETE, job.Status);
            Assert.Equal(1, job.RetryCount);
            var objects = await clients.S3.ListObjectsV2Async(new() { BucketName = MediaConvertFixture.Media, Prefix = recording.MediaKey }, Cancellation);
            // The enclosure, three playlists, and a segment for each ten seconds; where the last one ends, ffmpeg's versions differ.
            Assert.InRange(objects.S3Objects.Count, 1 + 3 + (2 * 12), 1 + 3 + (2 * 13));
            Assert.Contains(objects.S3Objects, item => item.Key == recording.MediaKey + ".m3u8");
            Assert.Empty(Directory.EnumerateFileSystemEntries(_aws.RunsPath));
        }
    }

    private static Recording NewRecording() => new()
    {
        Show = "show",
        Episode = "episode",
        Revision = Guid.NewGuid().ToString("N")[..12],
        Status = RecordingStatus.Submitting,
        Attempt = 1,
    };

    private static CreateJobRequest CreateRequest(Recording recording) =>
        new JobFactory(MediaConvertFixture.Ingest, MediaConvertFixture.Media, MediaConvertFixture.Role, null).Create(recording);

    private async Task<(Recording Recording, Job Job)> SubmitAsync(byte[] content, string? queue)
    {
        var recording = NewRecording();
        await _aws.UploadAsync(recording.IngestKey, content);
        var request = CreateRequest(recording);
        request.Queue = queue;
        return (recording, (await _aws.Client.CreateJobAsync(request, Cancellation)).Job);
    }

    // Who works in the folder of our runs.
    private int CountTools() => Directory.EnumerateDirectories("/proc").Count(process =>
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName.StartsWith(_aws.RunsPath, StringComparison.Ordinal) == true
                && File.ReadAllText(Path.Combine(process, "comm")).StartsWith("ffmpeg", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    private sealed class Clients(Uri url) : IDisposable
    {
        private static readonly BasicAWSCredentials Credentials = new("AKIATESTADMINISTRATOR", "a secret of this test alone");

        public AmazonMediaConvertClient MediaConvert { get; } = new(
            Credentials, new AmazonMediaConvertConfig { ServiceURL = url.ToString(), AuthenticationRegion = "us-east-1" });

        public AmazonS3Client S3 { get; } = new(
            Credentials, new AmazonS3Config { ServiceURL = url.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

        public void Dispose()
        {
            MediaConvert.Dispose();
            S3.Dispose();
        }
    }
}
