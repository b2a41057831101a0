using Podcast.Benchmarks.Alarms;
using Podcast.Benchmarks.Edge;
using Podcast.Benchmarks.Feeds;
using Podcast.Benchmarks.Reporting;
using Podcast.Benchmarks.S3;
using Podcast.Benchmarks.StartUp;
using Podcast.Benchmarks.Statistics;
using Podcast.Benchmarks.Sync;
using Podcast.Benchmarks.Traces;
using Podcast.Benchmarks.Transcoding;

namespace Podcast.Benchmarks;

/// <summary>The benchmarks of the table, in its order.</summary>
internal static class BenchmarkCatalog
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        new("start-up", "start, memory and stop of the whole system, against an Aspire app host with DynamoDB Local alone", StartUpBenchmark.RunAsync),
        new("edge-function", "one run of the edge function, against a handler that returns the request", FunctionBenchmark.RunAsync),
        new("edge", "the local CloudFront and its key-value store, against YARP and an endpoint that verifies the same signature", EdgeBenchmark.RunAsync),
        new("edge-feed", "in the whole system, a feed through edge and function, against the function invoked directly", EdgeBenchmark.RunFeedAsync),
        new("sync", "changes brought to the store and full comparisons, against one key at a time", SyncBenchmark.RunAsync),
        new("sync-latency", "in the whole system, from a revocation to the edge's changed response", LatencyBenchmark.RunAsync),
        new("cleanup", "the cost of ending what is due, among so many subscribers and among ten times as many", CleanupBenchmark.RunAsync),
        new("fallback", "requests of one instance of the fallback while the store is down, against redirects while it is up", FallbackBenchmark.RunAsync),
        new("traces", "what sending its traces adds to a warm invocation of a function", TraceExportBenchmark.RunAsync),
        new("alarms", "processor time of the alarms' evaluation, as a share of one core", AlarmBenchmark.RunAsync),
        new("feed", "a feed of 300 episodes, against System.ServiceModel.Syndication", FeedBenchmark.RunAsync),
        new("s3", "the local S3, against a plain file server", S3Benchmark.RunAsync),
        new("transcoding", "jobs of MediaConvert, against bare ffmpeg", TranscodingBenchmark.RunAsync),
        new("downloads", "counting the downloads of an access log, against parsing its lines", DownloadCounterBenchmark.RunAsync),
    ];
}
