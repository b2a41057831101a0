using System.Diagnostics;
using Podcast.Benchmarks.Reporting;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;
using static Podcast.Benchmarks.Reporting.Figures;

namespace Podcast.Benchmarks.Sync;

/// <summary>What it costs to end the subscriptions that are due, among few subscribers and among ten times as many: it should be the same.</summary>
internal static class CleanupBenchmark
{
    private const double MostRatio = 1.1;

    public static async Task RunAsync(BenchmarkReport report)
    {
        var due = report.Choose(2_000, 200);
        var few = 10 * due;
        var many = 10 * few;

        // What is compiled at the first run must not count for the baseline alone.
        await MeasureAsync(100, 1_000);
        var (fewUnits, fewTime) = await MeasureAsync(due, few);
        BenchmarkReport.Progress($"{Number(due)} due among {Number(few)}: {Number(fewUnits)} request units, {Seconds(fewTime)}");
        var (manyUnits, manyTime) = await MeasureAsync(due, many);
        BenchmarkReport.Progress($"{Number(due)} due among {Number(many)}: {Number(manyUnits)} request units, {Seconds(manyTime)}");
        report.Add(new("cleanup", $"cleanup of {Number(due)} due among {Number(many)}", "request units", Figure.Once(manyUnits))
        {
            BaselineName = $"among {Number(few)}",
            Baseline = Figure.Once(fewUnits),
            Goal = Goal.RatioAtMost(MostRatio),
        });
    }

    private static async Task<(double Units, TimeSpan Time)> MeasureAsync(int due, int subscribers)
    {
        const string name = "Subscribers";
        await using var table = await LocalTable.StartAsync();
        await TemplateTables.CreateSubscribersAsync(table, name, CancellationToken.None);
        await SubscriberLoad.FillAsync(table, name, 0, subscribers, due, TimeProvider.System.GetUtcNow());
        var function = SubscriberCleanupFunction.Compose(TestServices.Create(
            new TestAwsClients { DynamoDb = table }, new Dictionary<string, string> { ["SUBSCRIBERS_TABLE"] = name }));
        table.Reset();
        var started = Stopwatch.GetTimestamp();
        var result = await function.HandleAsync(default, new("request", null, CancellationToken.None));
        var elapsed = Stopwatch.GetElapsedTime(started);
        return result is { Complete: true } && result.Expired == due
            ? (table.Units, elapsed)
            : throw new InvalidOperationException($"The cleanup ended {result.Expired} subscriptions of {due}.");
    }
}
