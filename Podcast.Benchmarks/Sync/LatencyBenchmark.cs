using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Benchmarks.StartUp;
using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Sync;

/// <summary>
/// In the whole system, as the app host runs it: how long after the publisher's revocation the edge still lets somebody in. Beside it, as the
/// baseline, how long one response of the edge takes.
/// </summary>
internal sealed class LatencyBenchmark : IBenchmark
{
    private const double GoalMilliseconds = 2_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public string Name => "sync-latency";

    public string Sentence => "In the whole system, from a publisher's revocation to the edge's changed response.";

    public Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress) => AppHostRun.UseAsync<IReadOnlyList<BenchmarkResult>>(async endpoints =>
    {
        var rounds = progress.Choose(100, 20);
        using var player = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var publisher = new HttpClient(new SigV4SigningHandler(
            new BasicAWSCredentials(Text(endpoints, "accessKeyId"), Text(endpoints, "secretAccessKey")),
            RegionEndpoint.GetBySystemName(Text(endpoints, "region")),
            "lambda",
            new SocketsHttpHandler()))
        {
            BaseAddress = new(Text(endpoints, "publisher")),
        };
        var edge = new Uri(Text(endpoints, "edge"));
        var synced = new List<TimeSpan>();
        var responses = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            var subscriber = await PostAsync(publisher, "subscribers", new()
            {
                ["email"] = $"listener{round.ToString(CultureInfo.InvariantCulture)}@example.com",
                ["shows"] = new JsonArray("demo"),
                ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O", CultureInfo.InvariantCulture),
            });
            var feed = new Uri(edge, subscriber["feeds"]!["demo"]!.GetValue<string>());
            var audio = new Uri(feed.ToString().Replace("/feeds/demo.xml", "/media/demo/none/none.mp3", StringComparison.Ordinal));

            // Until the store has the subscriber, the response is a redirect of the fallback.
            await WaitForAsync(player, audio, status => status is not HttpStatusCode.TemporaryRedirect, responses);
            var started = Stopwatch.GetTimestamp();
            await PostAsync(publisher, $"subscribers/{subscriber["id"]!.GetValue<string>()}/revoke", []);
            await WaitForAsync(player, audio, status => status is HttpStatusCode.Forbidden, responses, isAudioMissing: true);
            synced.Add(Stopwatch.GetElapsedTime(started));
        }

        const string response = "one response of the edge";
        return
        [
            BenchmarkResult.Compare("from a revocation to the edge's changed response, median", "ms", [At(synced, 0.5)], response, [At(responses, 0.5)]),
            BenchmarkResult.Compare("from a revocation to the edge's changed response, p99", "ms", [At(synced, 0.99)], response, [At(responses, 0.99)], Goal.AtMost(GoalMilliseconds)),
        ];
    });

    private static double At(IEnumerable<TimeSpan> times, double part) => Percentile(times, part).TotalMilliseconds;

    private static string Text(JsonNode endpoints, string name) => endpoints[name]!.GetValue<string>();

    private static async Task<JsonNode> PostAsync(HttpClient publisher, string path, JsonObject body)
    {
        using var response = await publisher.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    // Audio that does not exist is 403 of S3 or 404; an ended access is 403 of the edge itself, which says why.
    private static async Task WaitForAsync(
        HttpClient player, Uri uri, Func<HttpStatusCode, bool> isAwaited, List<TimeSpan> responses, bool isAudioMissing = false)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await player.GetAsync(uri, deadline.Token);
            responses.Add(Stopwatch.GetElapsedTime(started));
            var isOfTheEdge = !isAudioMissing || (await response.Content.ReadAsStringAsync(deadline.Token)).Contains("subscription", StringComparison.Ordinal);
            if (isAwaited(response.StatusCode) && isOfTheEdge)
            {
                return;
            }
        }
    }
}
