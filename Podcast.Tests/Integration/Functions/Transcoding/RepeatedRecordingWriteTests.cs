using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Podcast.Functions.Transcoding;
using Podcast.Tests.Integration.LocalAws.MediaConvert;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.Integration.Functions.Transcoding;

/// <summary>The first response to each write is lost, and the SDK repeats the write: each step of a recording takes it for its own.</summary>
public sealed class RepeatedRecordingWriteTests(MediaConvertFixture aws, DynamoDBLocalFixture dynamoDB) : IClassFixture<MediaConvertFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private readonly DisturbedConnections _storage = new();
    private FunctionSystem _system = null!;
    private AmazonS3Client _s3 = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RecordingTable Recordings => new(_system.DynamoDb, _system.CatalogTable, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        _s3 = new(
            new BasicAWSCredentials("AKIATESTADMINISTRATOR", "a secret of this test alone"),
            new AmazonS3Config
            {
                ServiceURL = aws.Server.ApiUrl.ToString(),
                ForcePathStyle = true,
                AuthenticationRegion = "us-east-1",
                HttpClientFactory = _storage,
            });
        _system = await FunctionSystem.CreateAsync(await dynamoDB.GetEndpointAsync());
        (_system.S3, _system.IngestBucket) = (_s3, MediaConvertFixture.Ingest);
        await _system.CreateShowAsync("news");
        _system.Disturbed.LosesResponseOf = DisturbedConnections.IsTableWrite;
    }

    public ValueTask DisposeAsync()
    {
        _system.Dispose();
        _s3.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Upload_EachResponseLost_IsCompleted()
    {
        var (status, episode, _) = await _system.CallAsync("POST", "/shows/news/episodes", Episode());
        Assert.Equal(201, status);
        Assert.Equal(1, _system.Disturbed.Lost);
        await PutAsync(episode);

        _storage.LosesResponseOf = request => request.Method == HttpMethod.Post;
        (status, episode, _) = await _system.CallAsync("POST", "/shows/news/episodes/one/upload/complete");
        Assert.True(status == 202, episode.ToJsonString());
        Assert.Equal(1, _storage.Lost);
    }

    [Fact]
    public async Task Begin_ResponseLost_KeepsItsUpload()
    {
        await _system.CallAsync("POST", "/shows/news/episodes", Episode());
        var (status, episode, _) = await _system.CallAsync("POST", "/shows/news/episodes/one/recordings", new { contentLength = 4 });
        Assert.True(status == 201, episode.ToJsonString());
        await PutAsync(episode);
        Assert.Equal(202, (await _system.CallAsync("POST", "/shows/news/episodes/one/upload/complete")).Status);
    }

    [Fact]
    public async Task Steps_EachResponseLost_AreTaken()
    {
        await _system.CallAsync("POST", "/shows/news/episodes", Episode());
        var recording = (await Recordings.FindAsync("news", "one", Cancellation))!;
        Assert.True(await Recordings.TryMarkUploadedAsync(recording, "WAV", 4, null, Cancellation));
        recording = (await Recordings.FindAsync("news", "one", Cancellation))!;
        var claimed = await Recordings.TryClaimAsync(recording, Lease, Cancellation);
        Assert.NotNull(claimed);
        Assert.Null(await Recordings.TryClaimAsync(recording, Lease, Cancellation));
        Assert.True(await Recordings.TryRecordJobAsync(claimed, "job-1", Lease, Cancellation));
        Assert.True(await Recordings.TryPutBackAsync(claimed, TimeSpan.Zero, keepsAttempt: true, "Busy.", Cancellation));
        recording = (await Recordings.FindAsync("news", "one", Cancellation))!;
        claimed = await Recordings.TryClaimAsync(recording, Lease, Cancellation);
        Assert.True(await Recordings.TryCompleteAsync(claimed!, new("audio.mp3", 4, 1, TranscodedAudio.TranscodedType), "job-2", Cancellation));
        Assert.False(await Recordings.TryCompleteAsync(claimed!, new("audio.mp3", 4, 1, TranscodedAudio.TranscodedType), "job-2", Cancellation));
    }

    [Fact]
    public async Task Fail_ResponseLost_IsTakenOnce()
    {
        await _system.CallAsync("POST", "/shows/news/episodes", Episode());
        var recording = (await Recordings.FindAsync("news", "one", Cancellation))!;
        Assert.True(await Recordings.TryFailAsync(recording, "Reason.", Cancellation));
        Assert.False(await Recordings.TryFailAsync(recording, "Reason.", Cancellation));
    }

    private static object Episode() => new { id = "one", title = "One", description = "D", recording = new { contentLength = 4 } };

    private static async Task PutAsync(JsonObject episode)
    {
        using var http = new HttpClient();
        using var response = await http.PutAsync(
            new Uri((string)episode["upload"]!["parts"]![0]!["url"]!), new ByteArrayContent([1, 2, 3, 4]), Cancellation);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
