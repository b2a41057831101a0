using System.Text.Json;
using Amazon.DynamoDBv2;
using Microsoft.Extensions.Time.Testing;
using Podcast.Functions.MediaCleanup;
using Podcast.Functions.Removals;
using Podcast.Functions.Transcoding;
using Podcast.Tests.Integration.LocalAws.MediaConvert;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Tests.Integration.Functions.MediaCleanup;

/// <summary>What the cleanup does of the removals in the catalog.</summary>
public sealed class MediaCleanupFunctionTests(MediaConvertFixture aws, DynamoDBLocalFixture dynamoDbLocal) : IClassFixture<MediaConvertFixture>, IAsyncLifetime
{
    private readonly string _table = $"catalog-{Guid.NewGuid():N}";
    private readonly string _show = $"show-{Guid.NewGuid():N}";
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ScriptedCloudFront _cloudFront = new();
    private AmazonDynamoDBClient _dynamoDb = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RemovalTable Removals => new(_dynamoDb, _table, _time);

    public async ValueTask InitializeAsync()
    {
        _dynamoDb = new("access", "secret", new AmazonDynamoDBConfig { ServiceURL = (await dynamoDbLocal.GetEndpointAsync()).ToString() });
        await TemplateTables.CreateCatalogAsync(_dynamoDb, _table, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _dynamoDb.Dispose();
        _cloudFront.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Handle_RemovalThatARequestDidNotFinish_IsFinishedWhenItsClaimIsOver()
    {
        await PutAsync(MediaConvertFixture.Media, $"media/{_show}/one/r1/one.mp3");
        await PutAsync(MediaConvertFixture.Ingest, $"{_show}/one/r1");
        await PutAsync(MediaConvertFixture.Ingest, $"{_show}/other/r2");
        await Removals.PutAsync(Removal.DeleteEpisode(_show, "one", _time.GetUtcNow()), Cancellation);

        Assert.Equal(new(0, 0), await RunAsync());
        _time.Advance(Removal.Claim);
        Assert.Equal(new(1, 0), await RunAsync());

        Assert.Empty(await ListAsync(MediaConvertFixture.Media, $"media/{_show}/"));
        Assert.Equal([$"{_show}/other/r2"], await ListAsync(MediaConvertFixture.Ingest, $"{_show}/"));
        Assert.Equal([$"/media/{_show}/one/*"], _cloudFront.Paths);
        Assert.Equal(new(0, 0), await RunAsync());
    }

    [Fact]
    public async Task Handle_CloudFrontTakesNoMoreAtOnce_LeavesItToTheNextRun()
    {
        await Removals.PutAsync(Removal.Hide(_show, "one", _time.GetUtcNow() - Removal.Claim), Cancellation);
        _cloudFront.IsBusy = true;
        Assert.Equal(new(0, 1), await RunAsync());

        _cloudFront.IsBusy = false;
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(new(1, 0), await RunAsync());
    }

    [Fact]
    public async Task Handle_ReplacedRecordingThatTheFeedStillHas_Stays()
    {
        var key = $"media/{_show}/one/r1/one.mp3";
        await PutAsync(MediaConvertFixture.Media, key);
        var item = RecordingItems.Key(_show, "one");
        item["file"] = new() { S = "r1/one.mp3" };
        await _dynamoDb.PutItemAsync(_table, item, Cancellation);
        await Removals.PutAsync(Removal.Replace(_show, "one", "r1/one.mp3", _time.GetUtcNow()), Cancellation);
        _time.Advance(Removal.ReplacedFor);

        Assert.Equal(new(1, 0), await RunAsync());

        Assert.Equal([key], await ListAsync(MediaConvertFixture.Media, $"media/{_show}/"));
        Assert.Empty(_cloudFront.Paths);
    }

    private Task<MediaCleanupResult> RunAsync() => MediaCleanupFunction.Compose(TestServices.Create(
        new TestAwsClients { DynamoDb = _dynamoDb, S3 = aws.S3, CloudFront = _cloudFront },
        new Dictionary<string, string>
        {
            ["CATALOG_TABLE"] = _table,
            ["MEDIA_BUCKET"] = MediaConvertFixture.Media,
            ["INGEST_BUCKET"] = MediaConvertFixture.Ingest,
            ["DISTRIBUTION_ID"] = "distribution",
            ["EVENT_BUS"] = "events",
            ["VIEWER_URL"] = "https://feeds.example.com",
        },
        _time)).HandleAsync(default(JsonElement), new("request", null, Cancellation));

    private Task PutAsync(string bucket, string key) => aws.S3.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = "audio" }, Cancellation);

    private async Task<IEnumerable<string>> ListAsync(string bucket, string prefix) =>
        ((await aws.S3.ListObjectsV2Async(new() { BucketName = bucket, Prefix = prefix }, Cancellation)).S3Objects ?? []).Select(item => item.Key);
}
