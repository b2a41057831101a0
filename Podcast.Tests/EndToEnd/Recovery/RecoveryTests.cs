using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Amazon.CloudFrontKeyValueStore;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Podcast.Functions;
using Podcast.Functions.Hosting;
using Podcast.Functions.Reconcile;
using Podcast.Tests.Testing.Functions;

namespace Podcast.Tests.EndToEnd.Recovery;

/// <summary>
/// Parts of the running system are killed in a seeded order while subscribers change. Each comes back without anybody's help, and at the end the store at the edge is
/// what the table says. <c>PODCAST_RECOVERY=all</c> kills every part, <c>PODCAST_RECOVERY_SEED</c> changes the order.
/// </summary>
[Collection(AppHostProcessCollection.Name)]
public sealed partial class RecoveryTests : IDisposable
{
    private const string Marker = "PODCAST_TEST_RUN";
    private const int SampleSize = 100;

    // The functions of the app host, DynamoDB Local and the local AWS.
    private static readonly int NumberOfParts = Enum.GetNames<FunctionName>().Length - 1 + 2;

    // A start has five minutes; what ends is expected back within 15 seconds on an idle machine, and this is no measurement.
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podcast-recovery-");
    private readonly HttpClient _player = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly string _run = Guid.NewGuid().ToString("N");
    private string? _audioPath;
    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("PODCAST_RECOVERY_SEED"), out var seed) ? seed : 1;

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _player.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kill_EachPartUnderChanges_ComesBackAndTheStoreIsWhatTheTableSays(bool keepsData)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The test finds processes in /proc.");
        string[] arguments = keepsData ? ["--Data:Folder", Path.Combine(_folder.FullName, "data")] : [];
        await using var app = await RunningAppHost.StartAsync(arguments, [new(Marker, _run)]);
        using var publisher = app.CreatePublisher();
        publisher.Timeout = TimeSpan.FromSeconds(10);
        await WaitUntilAsync("all functions run", () => Task.FromResult(Processes().Count == NumberOfParts));
        foreach (var part in Choose(Processes()))
        {
            await KillAndRecoverAsync(app, publisher, part, keepsData);
        }

        var compared = await ReconcileAsync(app);
        Assert.True(compared.Complete);
        Assert.InRange(compared.Items, 10, int.MaxValue);
        Assert.Equal(0, compared.Drifted);
    }

    private IReadOnlyList<SystemProcess> Processes() => SystemProcess.Find($"{Marker}={_run}");

    private IEnumerable<string> Choose(IReadOnlyList<SystemProcess> processes)
    {
        var parts = processes.Select(process => process.Part).Order(StringComparer.Ordinal).ToArray();
        new Random(_seed).Shuffle(parts);
        // DynamoDB Local and the local AWS are always among them, and what keeps the edge in step.
        return Environment.GetEnvironmentVariable("PODCAST_RECOVERY") == "all"
            ? parts
            : parts.Where(part => part is SystemProcess.Aws or SystemProcess.DynamoDb or "StreamProcessor").Append(parts.First(part => part is "Feeds" or "PublisherApi" or "Entitlements"));
    }

    private async Task KillAndRecoverAsync(RunningAppHost app, HttpClient publisher, string part, bool keepsData)
    {
        var changing = new ChangingSubscribers(publisher, _seed);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        var changes = changing.RunAsync(stop.Token);
        await WaitUntilAsync("changes are made", () => Task.FromResult(changing.Active.Count >= 5 && changing.Void.Count >= 5));
        var before = changing.Active.ToList();

        var killed = Processes().Where(process => process.Part == part).ToList();
        var clock = Stopwatch.StartNew();
        killed.ForEach(process => process.Kill());
        await WaitUntilAsync($"another process of {part} runs", () => Task.FromResult(Processes().Any(process => process.Part == part && !killed.Contains(process))));
        var isAfresh = part == SystemProcess.DynamoDb && !keepsData;
        if (isAfresh)
        {
            await WaitUntilAsync("the demo is loaded again", async () => await StatusAsync(await DemoFeedAsync(app)) == HttpStatusCode.OK);
        }

        await WaitUntilAsync("everything works", () => WorksAsync(app, publisher));
        TestContext.Current.TestOutputHelper?.WriteLine($"{part}: right again after {clock.Elapsed.TotalSeconds:0.0} s; {changing.Summary}");
        await stop.CancelAsync();
        await changes;

        if (isAfresh)
        {
            Assert.Equal(0, await CountPlayingAsync(before, app));
            return;
        }

        // What was changed just now is on its way to the edge.
        await WaitUntilAsync("no revoked or rotated token plays", async () => await CountPlayingAsync(changing.Void, app) == 0);
        Assert.Equal(Math.Min(SampleSize, changing.Active.Count), await CountPlayingAsync(changing.Active, app));
        TestContext.Current.TestOutputHelper?.WriteLine($"{part}: everything at the edge after {clock.Elapsed.TotalSeconds:0.0} s");
    }

    private async Task<bool> WorksAsync(RunningAppHost app, HttpClient publisher)
    {
        try
        {
            if (await StatusAsync(new Uri(new Uri(app.Endpoint("aws")), "/_localaws/health")) != HttpStatusCode.OK
                || await StatusAsync(await DemoFeedAsync(app)) != HttpStatusCode.OK)
            {
                return false;
            }

            using var response = await publisher.GetAsync(new Uri("shows", UriKind.Relative), TestToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception down) when (!TestToken.IsCancellationRequested && down is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }

    private static async Task<Uri> DemoFeedAsync(RunningAppHost app) => new((await app.ReadEndpointsAsync())["feeds"]!["active"]!.GetValue<string>());

    private async Task<int> CountPlayingAsync(IEnumerable<string> tokens, RunningAppHost app)
    {
        var count = 0;
        foreach (var token in tokens.Take(SampleSize))
        {
            count += await StatusAsync(await AudioAsync(app, token)) == HttpStatusCode.OK ? 1 : 0;
        }

        return count;
    }

    private async Task<Uri> AudioAsync(RunningAppHost app, string token)
    {
        _audioPath ??= AudioPath().Match(await _player.GetStringAsync(await DemoFeedAsync(app), TestToken)).Groups[1].Value;
        return new(new Uri(app.Endpoint("edge")), $"/{token}{_audioPath}");
    }

    private async Task<HttpStatusCode> StatusAsync(Uri uri)
    {
        try
        {
            using var response = await _player.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, TestToken);
            return response.StatusCode;
        }
        catch (Exception down) when (!TestToken.IsCancellationRequested && down is HttpRequestException or TaskCanceledException)
        {
            return 0;
        }
    }

    // Reconcile compares every entry of the store with the table's projection.
    private static async Task<ReconcileResult> ReconcileAsync(RunningAppHost app)
    {
        var credentials = new BasicAWSCredentials(app.Endpoint("accessKeyId"), app.Endpoint("secretAccessKey"));
        var environment = await app.ReadFunctionEnvironmentAsync("Reconcile");
        using var table = new AmazonDynamoDBClient(credentials, new AmazonDynamoDBConfig { ServiceURL = app.Endpoint("aws"), AuthenticationRegion = app.Endpoint("region") });
        using var edge = new AmazonCloudFrontKeyValueStoreClient(credentials, new AmazonCloudFrontKeyValueStoreConfig
        {
            ServiceURL = new UriBuilder(app.Endpoint("aws")) { Host = "localhost" }.Uri.ToString(),
            AuthenticationRegion = app.Endpoint("region"),
            HttpClientFactory = new LoopbackHttpClientFactory(),
        });
        using var failedChanges = new ScriptedQueue();
        using var metrics = new StringWriter();
        var services = TestServices.Create(new TestAwsClients { DynamoDb = table, KeyValueStore = edge, Sqs = failedChanges }, environment, time: new LaterTimeProvider(), metrics: metrics);
        return await ReconcileFunction.Compose(services).HandleAsync(default, new("request", null, TestToken));
    }

    private static async Task WaitUntilAsync(string what, Func<Task<bool>> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        deadline.CancelAfter(RecoveryLimit);
        while (!await condition())
        {
            await Task.Delay(Interval, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.False(deadline.IsCancellationRequested, $"Not within {RecoveryLimit.TotalMinutes} minutes: {what}.");
        }
    }

    // Reconcile leaves alone what changed in the last minute.
    private sealed class LaterTimeProvider : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }

    [GeneratedRegex("<enclosure[^>]*url=\"https?://[^/\"]+/[^/\"]+(/[^\"]+)\"")]
    private static partial Regex AudioPath();
}
