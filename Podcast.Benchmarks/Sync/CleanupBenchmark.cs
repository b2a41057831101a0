using System.Diagnostics;
using Podcast.Functions.SubscriberCleanup;
using Podcast.Tests.Testing.Functions;
using Podcast.Tests.Testing.Infra;
using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Sync;

/// <summary>What it costs to end the subscriptions that are due, among few subscribers and among ten times as many: it should be the same.</summary>
internal static class CleanupBenchmark
{
    private const double Goal = 0.1;

    public static async Task<int> RunAsync(int due, int few)
    {
        var many = 10 * few;

        // What is compiled at the first run must not count for the baseline alone.
        await MeasureAsync(100, 1_000);
        var (fewUnits, fewTime) = await MeasureAsync(due, few);
        var (manyUnits, manyTime) = await MeasureAsync(due, many);
        var difference = Math.Abs(manyUnits / fewUnits - 1);
        Console.WriteLine(
            $"""
            cleanup of {Number(due)} due among {Number(few)} (baseline): {Number(fewUnits)} request units, {Seconds(fewTime)}
                    of {Number(due)} due among {Number(many)}: {Number(manyUnits)} request units, {Seconds(manyTime)}
            difference: {Number(difference * 100)} % in request units (goal: at most {Number(Goal * 100)} %), {Number(Math.Abs(manyTime / fewTime - 1) * 100)} % in time
            """);
        return difference <= Goal ? 0 : 1;
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
