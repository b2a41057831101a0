using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.MediaConvert.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.Hosting;
using Podcast.Functions.Removals;
using Podcast.Functions.Transcoding;
using Podcast.Functions.TranscodingEvents;
using Podcast.Tests.Integration.LocalAws.MediaConvert;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Functions.Transcoding;

/// <summary>What the two functions make of events and crashes, on the real table, S3 and MediaConvert (with a queue that runs nothing).</summary>
public sealed class TranscodingTests(MediaConvertFixture aws, DynamoDBLocalFixture dynamoDbLocal) : IClassFixture<MediaConvertFixture>, IAsyncLifetime
{
    private readonly string _table = $"catalog-{Guid.NewGuid():N}";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private AmazonDynamoDBClient _dynamoDb = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RecordingTable Recordings => new(_dynamoDb, _table, _time);

    private FunctionMetrics Metrics => new(TextWriter.Null, _time);

    private RemovalTable Removals => new(_dynamoDb, _table, _time);

    private TranscodeResults Results =>
        new(Recordings, Removals, () => aws.S3, MediaConvertFixture.Media, Metrics, _time, NullLogger<TranscodeResults>.Instance);

    private TranscodingEventsFunction NewTranscodingEvents() => TranscodingEventsFunction.Compose(TestServices.Create(
        new TestAwsClients { DynamoDb = _dynamoDb, S3 = aws.S3, MediaConvert = aws.Client },
        new Dictionary<string, string>
        {
            ["CATALOG_TABLE"] = _table,
            ["MEDIA_BUCKET"] = MediaConvertFixture.Media,
            ["INGEST_BUCKET"] = MediaConvertFixture.Ingest,
            ["MEDIACONVERT_ROLE_ARN"] = MediaConvertFixture.Role,
            ["MEDIACONVERT_QUEUE_ARN"] = "paused",
        },
        _time));

    public async ValueTask InitializeAsync()
    {
        _dynamoDb = new("access", "secret", new AmazonDynamoDBConfig { ServiceURL = (await dynamoDbLocal.GetEndpointAsync()).ToString() });
        await TemplateTables.CreateCatalogAsync(_dynamoDb, _table, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _dynamoDb.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("submit PROGRESSING COMPLETE")]
    [InlineData("submit COMPLETE PROGRESSING")]
    [InlineData("COMPLETE submit PROGRESSING COMPLETE")]
    [InlineData("PROGRESSING submit COMPLETE COMPLETE")]
    [InlineData("submit COMPLETE ERROR")]
    [InlineData("ERROR COMPLETE submit")]
    [InlineData("submit CANCELED-BEFORE COMPLETE")]
    public async Task Events_AnyOrder_EndInTheSame(string order)
    {
        var recording = await CreateAsync();
        await PutAudioAsync(recording);
        var claimed = (await Recordings.TryClaimAsync(recording, TimeSpan.FromMinutes(3), Cancellation))!;
        var function = NewTranscodingEvents();

        foreach (var step in order.Split(' '))
        {
            switch (step)
            {
                case "submit":
                    await Recordings.TryRecordJobAsync(claimed, "job-1", TimeSpan.FromMinutes(30), Cancellation);
                    break;
                case "CANCELED-BEFORE":
                    // Of an attempt that is no longer the current one.
                    await SendAsync(function, claimed with { Attempt = 0 }, "CANCELED");
                    break;
                default:
                    await SendAsync(function, claimed, step);
                    break;
            }
        }

        var item = (await _dynamoDb.GetItemAsync(_table, RecordingItems.Key(recording.Show, recording.Episode), Cancellation)).Item;
        Assert.Equal("ready", item["status"].S);
        Assert.Equal("12345", item["contentLength"].N);
        Assert.Equal("61.283", item["durationSeconds"].N);
        Assert.Equal("audio/mpeg", item["contentType"].S);
        Assert.Equal($"{recording.FileName}.mp3", item["file"].S);
        Assert.Equal($"{recording.FileName}.m3u8", item["playlist"].S);
        Assert.Equal("321", item["playlistLength"].N);
        Assert.Equal(recording.Show, item["feed"].S);
        Assert.False(item.ContainsKey("work"));
        Assert.False(item.ContainsKey("reason"));
    }

    [Fact]
    public async Task Error_ThatMayPass_IsTriedAgainAndThenGivenUp()
    {
        var recording = await CreateAsync();
        var function = NewTranscodingEvents();
        for (var attempt = 1; attempt <= FailedJob.MostAttempts; attempt++)
        {
            var claimed = (await Recordings.TryClaimAsync(recording, TimeSpan.FromMinutes(3), Cancellation))!;
            Assert.Equal(attempt, claimed.Attempt);
            await SendAsync(function, claimed, "ERROR", errorCode: 1999);
            recording = (await Recordings.FindAsync(recording.Show, recording.Episode, Cancellation))!;
        }

        Assert.Equal("failed", recording.Status);
        Assert.Contains("1999", recording.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_OfTheRecording_IsGivenUpAtOnce()
    {
        var recording = await CreateAsync();
        var claimed = (await Recordings.TryClaimAsync(recording, TimeSpan.FromMinutes(3), Cancellation))!;

        await SendAsync(
            NewTranscodingEvents(), claimed, "ERROR", errorCode: 1010);

        recording = (await Recordings.FindAsync(recording.Show, recording.Episode, Cancellation))!;
        Assert.Equal("failed", recording.Status);
        Assert.StartsWith("The recording cannot be read", recording.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ManyAtOnce_IsOneJob()
    {
        var recording = await CreateAsync();

        var submitted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => NewSubmitter().SubmitAsync(recording, Cancellation)));

        Assert.Single(submitted, isMine => isMine);
        Assert.Single(await FindJobsAsync(recording));
    }

    [Fact]
    public async Task Submit_AfterACrashBeforeTheJobWasWrittenDown_FindsTheJob()
    {
        var recording = await CreateAsync();
        var claimed = (await Recordings.TryClaimAsync(recording, TimeSpan.FromMinutes(3), Cancellation))!;
        var job = (await aws.Client.CreateJobAsync(Jobs().Create(claimed), Cancellation)).Job;

        Assert.Equal(0, await NewSubmitter().SubmitDueAsync(10, Cancellation));
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(0, await NewSubmitter().SubmitDueAsync(10, Cancellation));

        recording = (await Recordings.FindAsync(recording.Show, recording.Episode, Cancellation))!;
        Assert.Equal("transcoding", recording.Status);
        Assert.Equal(job.Id, recording.JobId);
        Assert.Single(await FindJobsAsync(recording));
    }

    [Fact]
    public async Task Submit_AfterACrashBeforeTheJob_MakesIt()
    {
        var recording = await CreateAsync();
        await Recordings.TryClaimAsync(recording, TimeSpan.FromMinutes(3), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(1, await NewSubmitter().SubmitDueAsync(10, Cancellation));

        Assert.Single(await FindJobsAsync((await Recordings.FindAsync(recording.Show, recording.Episode, Cancellation))!));
    }

    [Fact]
    public async Task Submit_MoreThanThePlaces_WaitsWithAReasonUntilOneEnds()
    {
        var recordings = new List<Recording>();
        for (var i = 0; i < Submitter.MostRunning + 2; i++)
        {
            recordings.Add(await CreateAsync());
            await NewSubmitter().SubmitAsync(recordings[^1], Cancellation);
        }

        var waiting = await FindAsync(recordings[^1]);
        Assert.Equal("uploaded", waiting.Status);
        Assert.Contains("one of the transcoder's 20 places", waiting.Reason, StringComparison.Ordinal);

        await SendAsync(NewTranscodingEvents(), await FindAsync(recordings[0]), "ERROR", errorCode: 1010);

        Assert.Single(await Task.WhenAll(recordings[^2..].Select(FindAsync)), recording => recording is { Status: "transcoding", Reason: null });
    }

    [Fact]
    public async Task Submit_FortyAtOnce_GoThroughWithoutATick()
    {
        var recordings = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => CreateAsync()));
        foreach (var recording in recordings)
        {
            await NewSubmitter().SubmitAsync(recording, Cancellation);
        }

        var states = await Task.WhenAll(recordings.Select(FindAsync));
        Assert.Equal(20, states.Count(recording => recording.Status == "uploaded"));
        Assert.All(
            states.Where(recording => recording.Status == "uploaded"),
            recording => Assert.Contains("one of the transcoder's 20 places", recording.Reason, StringComparison.Ordinal));

        // Nothing but the ends of jobs moves the others on.
        var function = NewTranscodingEvents();
        while (Array.Find(states, recording => recording.Status == "transcoding") is { } running)
        {
            await SendAsync(function, running, "ERROR", errorCode: 1010);
            states = await Task.WhenAll(recordings.Select(FindAsync));
        }

        Assert.All(states, recording => Assert.Equal("failed", recording.Status));
    }

    [Fact]
    public async Task Complete_OfAReplacement_RemovesTheFormerAudioADayLater()
    {
        var recording = await CreateAsync();
        await PutAudioAsync(recording);
        await SendAsync(NewTranscodingEvents(), (await Recordings.TryClaimAsync(recording, TimeSpan.FromMinutes(3), Cancellation))!, "COMPLETE");
        var replacement = recording with { Revision = Guid.NewGuid().ToString("N")[..12], Name = "one", Attempt = 0 };
        Assert.True(await Recordings.TryBeginAsync(replacement, recording.Revision, 1, Cancellation));
        Assert.True(await Recordings.TryMarkUploadedAsync(replacement, "WAV", 1, null, Cancellation));
        await PutAudioAsync(replacement);

        await SendAsync(
            NewTranscodingEvents(), (await Recordings.TryClaimAsync(await FindAsync(replacement), TimeSpan.FromMinutes(3), Cancellation))!, "COMPLETE");

        var item = (await _dynamoDb.GetItemAsync(_table, RecordingItems.Key(recording.Show, recording.Episode), Cancellation)).Item;
        Assert.Equal($"{replacement.Revision}/one.mp3", item["file"].S);
        Assert.Empty(await Removals.FindDueAsync(10, Cancellation));
        _time.Advance(Removal.ReplacedFor);
        Assert.Equal([recording.MediaKey], await Removals.FindDueAsync(10, Cancellation));
    }

    [Fact]
    public async Task Complete_OfADeletedEpisode_DiscardsTheFiles()
    {
        var recording = (await CreateAsync()) with { Name = "one" };
        await _dynamoDb.DeleteItemAsync(_table, RecordingItems.Key(recording.Show, recording.Episode), Cancellation);

        await SendAsync(NewTranscodingEvents(), recording, "COMPLETE");

        Assert.Equal([recording.MediaPrefix], await Removals.FindDueAsync(10, Cancellation));
    }

    [Fact]
    public async Task CheckJobs_JobCancelledWithoutAnEvent_EndsTheRecording()
    {
        var recording = await CreateAsync();
        await NewSubmitter().SubmitAsync(recording, Cancellation);
        recording = (await Recordings.FindAsync(recording.Show, recording.Episode, Cancellation))!;
        await aws.Client.CancelJobAsync(new CancelJobRequest { Id = recording.JobId }, Cancellation);
        _time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(1, await NewSubmitter().CheckJobsAsync(10, Cancellation));

        Assert.Equal("failed", (await Recordings.FindAsync(recording.Show, recording.Episode, Cancellation))!.Status);
    }

    private async Task<Recording> FindAsync(Recording recording) => (await Recordings.FindAsync(recording.Show, recording.Episode, Cancellation))!;

    private async Task PutAudioAsync(Recording recording)
    {
        foreach (var (extension, length) in new[] { (".mp3", 12345), (".m3u8", 321) })
        {
            await aws.S3.PutObjectAsync(
                new() { BucketName = MediaConvertFixture.Media, Key = recording.MediaKey + extension, InputStream = new MemoryStream(new byte[length]) }, Cancellation);
        }
    }

    private static JobFactory Jobs() => new(MediaConvertFixture.Ingest, MediaConvertFixture.Media, MediaConvertFixture.Role, "paused");

    private Submitter NewSubmitter() => new(Recordings, Results, () => aws.Client, Jobs(), Metrics, NullLogger<Submitter>.Instance);

    private async Task<IEnumerable<Job>> FindJobsAsync(Recording recording)
    {
        var jobs = new List<Job>();
        await foreach (var job in aws.Client.Paginators.ListJobs(new ListJobsRequest { MaxResults = 5 }).Jobs.WithCancellation(Cancellation))
        {
            jobs.Add(job);
        }

        return jobs.Where(job => job.UserMetadata["revision"] == recording.Revision);
    }

    private async Task<Recording> CreateAsync()
    {
        var recording = new Recording
        {
            Show = "show",
            Episode = $"episode-{Guid.NewGuid():N}",
            Revision = Guid.NewGuid().ToString("N")[..12],
            Status = RecordingStatus.AwaitingUpload,
        };
        var item = RecordingItems.Key(recording.Show, recording.Episode);
        item["status"] = new() { S = recording.Status };
        item["revision"] = new() { S = recording.Revision };
        item["attempt"] = new() { N = "0" };
        await _dynamoDb.PutItemAsync(_table, item, Cancellation);
        Assert.True(await Recordings.TryMarkUploadedAsync(recording, "WAV", 1, null, Cancellation));
        return (await Recordings.FindAsync(recording.Show, recording.Episode, Cancellation))!;
    }

    private static async Task SendAsync(TranscodingEventsFunction function, Recording recording, string status, int errorCode = 1999)
    {
        var metadata = new JsonObject();
        foreach (var (name, value) in RecordingMetadata.Create(recording))
        {
            metadata[name] = value;
        }

        var detail = new JsonObject { ["jobId"] = "job-1", ["status"] = status, ["userMetadata"] = metadata };
        if (status == "ERROR")
        {
            (detail["errorCode"], detail["errorMessage"]) = (errorCode, "what MediaConvert says");
        }

        if (status == "COMPLETE")
        {
            detail["outputGroupDetails"] = new JsonArray(new JsonObject
            {
                ["outputDetails"] = new JsonArray(new JsonObject
                {
                    ["outputFilePaths"] = new JsonArray($"s3://{MediaConvertFixture.Media}/{recording.MediaKey}.mp3"),
                    ["durationInMs"] = 61283,
                }),
                ["type"] = "FILE_GROUP",
            });
        }

        var json = new JsonObject { ["source"] = "aws.mediaconvert", ["detail"] = detail }.ToJsonString();
        await function.HandleAsync(JsonDocument.Parse(json).RootElement, new("request", null, Cancellation));
    }
}
