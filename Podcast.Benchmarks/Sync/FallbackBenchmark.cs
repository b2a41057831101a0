using System.Diagnostics;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.S3;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Functions.Catalog;
using Podcast.Functions.Domain;
using Podcast.Functions.Entitlements;
using Podcast.Functions.Storage;
using Podcast.Functions.Transcoding;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;

namespace Podcast.Benchmarks.Sync;

/// <summary>
/// How many requests one instance of the fallback handles in a second, one after the other as Lambda has it: redirects with a grant, as it gives them while
/// the store is up (the baseline), and audio and feeds while it is down. The function runs in this process, over DynamoDB Local.
/// </summary>
internal sealed class FallbackBenchmark : IBenchmark
{
    private const string Subscribers = "Subscribers";
    private const string Catalog = "Catalog";
    private const int Episodes = 50;

    public string Name => "fallback";

    public string Sentence => "Requests of one instance of the fallback while the store is down, against redirects while it is up.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var requests = progress.Choose(1_000, 200);
        await using var table = await LocalTable.StartAsync();
        await TemplateTables.CreateSubscribersAsync(table, Subscribers, CancellationToken.None);
        var time = TimeProvider.System;
        await CreateCatalogAsync(table, time);
        var key = SigningKey.Create(SigningKey.FirstId, time.GetUtcNow().ToUnixTimeSeconds());
        await table.PutItemAsync(new() { TableName = Subscribers, Item = SigningKeyItem.From(key, null) });
        var token = SubscriberToken.Create(key);
        var subscriber = SubscriberLoad.Create(0, time.GetUtcNow().AddDays(30)) with { TokenHash = token.Hash };
        await table.PutItemAsync(new() { TableName = Subscribers, Item = SubscriberItem.From(subscriber) });
        using var s3 = new AmazonS3Client("access", "secret", Amazon.RegionEndpoint.USEast1);
        var function = EntitlementsFunction.Compose(TestServices.Create(
            new TestAwsClients { DynamoDb = table, S3 = s3 },
            new Dictionary<string, string> { ["SUBSCRIBERS_TABLE"] = Subscribers, ["CATALOG_TABLE"] = Catalog, ["MEDIA_BUCKET"] = "media" }));

        var baseline = await MeasureAsync(function, token, "/media/news/first/audio.mp3", isDown: false, 307, requests);
        var audio = await MeasureAsync(function, token, "/media/news/first/audio.mp3", isDown: true, 307, requests);
        var feeds = await MeasureAsync(function, token, "/feeds/news.xml", isDown: true, 200, requests);
        const string redirects = "a redirect with a grant while it is up";
        return
        [
            BenchmarkResult.Compare("fallback while the store is down, audio", "per second", [audio], redirects, [baseline]),
            BenchmarkResult.Compare($"fallback while the store is down, a feed of {Episodes} episodes", "per second", [feeds], redirects, [baseline]),
        ];
    }

    private static async Task<double> MeasureAsync(EntitlementsFunction function, SubscriberToken token, string path, bool isDown, int status, int requests)
    {
        var headers = new Dictionary<string, string> { [PodcastHeaders.Token] = token.Text };
        if (isDown)
        {
            headers[PodcastHeaders.Access] = PodcastHeaders.Unchecked;
            headers[PodcastHeaders.ViewerHost] = "podcast.example";
        }

        var request = new APIGatewayHttpApiV2ProxyRequest
        {
            RawPath = $"/entitlements/{token.Hash}{path}",
            Headers = headers,
            RequestContext = new() { Http = new() { Method = "GET" } },
        };
        var started = Stopwatch.GetTimestamp();
        for (var i = -requests / 4; i < requests; i++)
        {
            if (i == 0)
            {
                // Until here it was warmed up.
                started = Stopwatch.GetTimestamp();
            }

            var response = await function.HandleAsync(request, new("request", null, CancellationToken.None));
            if (response.StatusCode != status)
            {
                throw new InvalidOperationException($"The fallback responded with {response.StatusCode}.");
            }
        }

        return requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task CreateCatalogAsync(LocalTable table, TimeProvider time)
    {
        await TemplateTables.CreateCatalogAsync(table, Catalog, CancellationToken.None);
        var catalog = new CatalogTable(table, Catalog, time);
        var recordings = new RecordingTable(table, Catalog, time);
        await catalog.TryCreateShowAsync(
            new() { Id = "news", Title = "News", Description = "What happened.", Author = "Somebody", Language = "en", CreatedAt = 1_700_000_000 }, CancellationToken.None);
        for (var number = 0; number < Episodes; number++)
        {
            var recording = new Recording
            {
                Show = "news",
                Episode = $"episode-{number}",
                Status = RecordingStatus.AwaitingUpload,
                Revision = "benchmark",
                Name = $"episode-{number}",
            };
            await catalog.TryCreateEpisodeAsync(
                new EpisodeState
                {
                    Show = recording.Show,
                    Id = recording.Episode,
                    Title = $"Episode {number}",
                    Description = "About as long as a description of an episode usually is, which is a sentence or two.",
                    PublishedAt = 1_700_000_000 + number,
                    CreatedAt = 1_700_000_000,
                    Recording = recording,
                },
                CancellationToken.None);
            await recordings.TryCompleteAsync(recording, new($"{recording.FileName}.mp3", 50_000_000, 3_600, TranscodedAudio.TranscodedType), null, CancellationToken.None);
        }
    }
}
