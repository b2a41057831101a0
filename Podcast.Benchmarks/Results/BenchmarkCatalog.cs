using Podcast.Benchmarks.Alarms;
using Podcast.Benchmarks.Edge;
using Podcast.Benchmarks.Feeds;
using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.StartUp;
using Podcast.Benchmarks.Statistics;
using Podcast.Benchmarks.Sync;
using Podcast.Benchmarks.Traces;
using Podcast.Benchmarks.Transcoding;

namespace Podcast.Benchmarks.Results;

/// <summary>Every benchmark of the table, in its order.</summary>
internal static class BenchmarkCatalog
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        new StartUpBenchmark(),
        new FunctionBenchmark(),
        new EdgeBenchmark(),
        new EdgeFeedBenchmark(),
        new SyncBenchmark(),
        new LatencyBenchmark(),
        new FallbackBenchmark(),
        new CleanupBenchmark(),
        new S3Benchmark(),
        new TranscodingBenchmark(),
        new TraceExportBenchmark(),
        new AlarmBenchmark(),
        new FeedBenchmark(),
        new DownloadCounterBenchmark(),
    ];
}
