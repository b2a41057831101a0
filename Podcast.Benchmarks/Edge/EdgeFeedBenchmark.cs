using System.Text.Json.Nodes;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Benchmarks.StartUp;

namespace Podcast.Benchmarks.Edge;

/// <summary>A feed of the demo through edge and function, as a ratio to the function invoked directly.</summary>
internal sealed class EdgeFeedBenchmark : IBenchmark
{
    public string Name => "edge-feed";

    public string Sentence => "A feed through edge and function in the whole system, against the function invoked directly.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress) => await AppHostRun.UseAsync<IReadOnlyList<BenchmarkResult>>(async endpoints =>
    {
        var api = new Uri(endpoints["aws"]!.GetValue<string>());
        var feed = new Uri(endpoints["feeds"]!["active"]!.GetValue<string>());
        var edge = new Uri(endpoints["edge"]!.GetValue<string>());
        var path = feed.AbsolutePath.Split('/');
        using var http = new HttpClient();
        var stack = JsonNode.Parse(await http.GetStringAsync(new Uri(api, "/_localaws/stack")))!["resources"]!.AsObject();
        var function = stack.First(resource => resource.Value!["type"]!.GetValue<string>() == "AWS::Lambda::Function" && resource.Key.Contains("Feeds", StringComparison.Ordinal));
        var body = new JsonObject
        {
            ["version"] = "2.0",
            ["rawPath"] = "/" + string.Join('/', path[2..]),
            ["headers"] = new JsonObject { ["x-podcast-token"] = path[1], ["x-podcast-access"] = "active", ["x-viewer-host"] = edge.Authority },
            ["requestContext"] = new JsonObject { ["http"] = new JsonObject { ["method"] = "GET", ["path"] = feed.AbsolutePath } },
        }.ToJsonString();
        var invoke = SignedRequest.Create(
            api, $"/2015-03-31/functions/{function.Value!["physicalId"]!.GetValue<string>()}/invocations", "lambda", body,
            new(endpoints["accessKeyId"]!.GetValue<string>(), endpoints["secretAccessKey"]!.GetValue<string>(), null), endpoints["region"]!.GetValue<string>());
        var comparison = new Comparison("a feed through edge and function", "the function invoked directly", Goal.RatioAtLeast(0.7));
        return
        [
            await comparison.MeasureAsync(
                progress,
                () => Load.RunAsync(edge, EdgeBenchmark.Get(edge, feed.AbsolutePath), 200, EdgeBenchmark.Duration),
                () => Load.RunAsync(api, invoke, 200, EdgeBenchmark.Duration)),
        ];
    });
}
