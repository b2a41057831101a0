using System.Globalization;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.LocalAws.CloudFront.Functions;
using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.CloudFront.Functions.Program;
using Podcast.LocalAws.CloudFront.KeyValueStore;
using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Edge;

/// <summary>
/// One run of this repository's edge function, with its reads of the store and its digests, against one run of a handler that returns the request; and the memory
/// of the process while the function runs a million times.
/// </summary>
internal sealed class FunctionBenchmark : IBenchmark
{
    private const int RunsPerRound = 4_000;
    private const string EmptyHandler = "function handler(event) { return event.request; }";

    // What the first tenth leaves in caches is not a leak.
    private const double MemoryGoal = 1.1;
    private const long MemorySlack = 8_000_000;

    public string Name => "edge-function";

    public string Sentence => "Processor time of one run of the edge function against a handler that returns the request.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var (function, empty) = Create();
        var comparison = new Comparison("one run of the edge function", "an empty handler", Goal.RatioAtMost(3)) { Unit = "µs" };
        return [await comparison.MeasureAsync(progress, () => Task.FromResult(MeasureRuns(function)), () => Task.FromResult(MeasureRuns(empty)))];
    }

    public static int RunMemory(int runs)
    {
        var (function, _) = Create();
        var samples = new List<long>();
        for (var tenth = 1; tenth <= 10; tenth++)
        {
            for (var run = 0; run < runs / 10; run++)
            {
                function();
            }

            samples.Add(GC.GetTotalMemory(forceFullCollection: true));
            Console.WriteLine(
                $"{Number(tenth * (runs / 10.0))} runs: {Megabytes(samples[^1])} of objects, {Megabytes(Environment.WorkingSet)} of the process");
        }

        var isFlat = samples[^1] <= (samples[0] * MemoryGoal) + MemorySlack;
        Console.WriteLine(isFlat ? "flat" : "it grows");
        return isFlat ? 0 : 1;
    }

    private static (Action Function, Action Empty) Create()
    {
        var listener = new Listener();
        var store = new KeyValueStoreState("id", "arn", TimeSpan.Zero, TimeProvider.System);
        store.Update(store.Current.ETag, [.. listener.StorePairs.Select(pair => new KeyValueEntry(pair.Key, pair.Value))], []);
        var source = new FunctionEvent
        {
            Type = FunctionEventType.ViewerRequest,
            DistributionDomainName = "d111111abcdef8.cloudfront.net",
            DistributionId = "E1EXAMPLE",
            RequestId = "request",
            ViewerIp = "198.51.100.7",
            Request = new("GET", listener.AudioPath, null, new() { { "host", "podcast.example" }, { "user-agent", "AppleCoreMedia/1.0" }, { "range", "bytes=0-1" } }, []),
        };
        return (Runner(Listener.FunctionCode, "/media/news/first/audio.mp3"), Runner(EmptyHandler, listener.AudioPath));

        Action Runner(string code, string uri)
        {
            var program = FunctionProgram.Load("function", code);
            var originIds = new HashSet<string>();
            return () =>
            {
                var result = FunctionRunner.Run(program, source, new(FunctionEventType.ViewerRequest, DateTimeOffset.UtcNow, store, originIds));
                if ((result as RequestResult)?.Request.Uri != uri)
                {
                    throw new InvalidOperationException($"The function returned {result}.");
                }
            };
        }
    }

    /// <returns>Microseconds of processor time of one run, which do not depend on what else the machine does.</returns>
    private static double MeasureRuns(Action run)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < RunsPerRound; i++)
        {
            run();
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / RunsPerRound;
    }

    private static string Megabytes(long bytes) => (bytes / 1_000_000.0).ToString("0.0 MB", CultureInfo.InvariantCulture);
}
