using System.Diagnostics;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;
using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Sync;

/// <summary>What it costs to end the subscriptions that are due, among few subscribers and among ten times as many: it should be the same.</summary>
internal sealed class CleanupBenchmark : IBenchmark
{
    public string Name => "cleanup";

    public string Sentence => "What it costs to end the subscriptions that are due among many subscribers, against a tenth as many.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var few = progress.Choose(5_000, 1_000);
        var due = few / 10;
        var (fewUnits, _) = await MeasureAsync(due, few);
        await progress.ReportAsync($"{Number(due)} due among {Number(few)}: {Number(fewUnits)} request units");
        var (manyUnits, time) = await MeasureAsync(due, 10 * few);
        await progress.ReportAsync($"{Number(due)} due among {Number(10 * few)}: {Number(manyUnits)} request units, {Seconds(time)}");
        return [BenchmarkResult.Compare("cleanup among ten times as many", "request units", [manyUnits], "among few", [fewUnits], Goal.RatioAtMost(1.1))];
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
