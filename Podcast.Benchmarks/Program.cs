using System.Globalization;
using Podcast.Benchmarks.Edge;
using Podcast.Benchmarks.Endurance;
using Podcast.Benchmarks.Feeds;
using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.Scale;
using Podcast.Benchmarks.StartUp;
using Podcast.Benchmarks.Statistics;
using Podcast.Benchmarks.Sync;
using Podcast.Benchmarks.Traces;
using Podcast.Benchmarks.Transcoding;

return args switch
{
    [] or ["start-up"] => await StartUpBenchmark.RunAsync(),
    ["start-under-load"] => await StartUnderLoadBenchmark.RunAsync(),
    ["feed"] => FeedBenchmark.Run(),
    ["s3"] => await S3Benchmark.RunAsync(),
    ["edge"] => await EdgeBenchmark.RunAsync(),
    ["edge-baseline"] => await EdgeBaseline.RunAsync(),
    ["edge-feed"] => await EdgeBenchmark.RunFeedAsync(),
    ["edge-function"] => await FunctionBenchmark.RunAsync(),
    ["edge-memory", .. var rest] => FunctionBenchmark.RunMemory(Argument(rest, 0, 1_000_000)),
    ["s3-baseline", var folder] => await StaticServer.RunAsync(folder),
    ["sync", .. var rest] => await SyncBenchmark.RunAsync(Argument(rest, 0, 100_000)),
    ["sync-latency", .. var rest] => await LatencyBenchmark.RunAsync(Argument(rest, 0, 100)),
    ["cleanup", .. var rest] => await CleanupBenchmark.RunAsync(Argument(rest, 0, 10_000), Argument(rest, 1, 100_000)),
    ["transcoding", .. var rest] => await TranscodingBenchmark.RunAsync(Argument(rest, 0, TranscodingBenchmark.Hour)),
    ["downloads", .. var rest] => await DownloadCounterBenchmark.RunAsync(Argument(rest, 0, 1_000_000)),
    ["traces"] => await TraceExportBenchmark.RunAsync(),
    ["fuzz", .. var rest] => await FuzzBenchmark.RunAsync(Argument(rest, 0, 100_000), Argument(rest, 1, 1), rest.ElementAtOrDefault(2), rest.Length > 3 ? Argument(rest, 3, 0) : null),
    ["soak", .. var rest] => await SoakBenchmark.RunAsync(Argument(rest, 0, 10), rest.ElementAtOrDefault(1)),
    ["scale", .. var rest] => ScaleBenchmark.Run(rest.ElementAtOrDefault(0)),
    ["fallback", .. var rest] => await FallbackBenchmark.RunAsync(Argument(rest, 0, 1_000)),
    _ => Fail($"'{args[0]}' is not a benchmark. Choose one of: start-up, start-under-load, feed, s3, edge, edge-feed, edge-function, edge-memory, scale, sync, sync-latency, cleanup, downloads, fallback, fuzz, soak, traces, transcoding."),
};

static int Argument(string[] arguments, int index, int otherwise) =>
    arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
