using System.Globalization;
using Podcast.AppHost.LocalTools.DynamoDBLocal;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;

namespace Podcast.Benchmarks.StartUp;

/// <summary>
/// How long <c>dotnet run --no-build --project Podcast.AppHost</c> takes until everything is healthy, as a ratio to an app host that has DynamoDB Local
/// alone; and what all processes of the system hold in memory. The two are measured in turn, so both see the same machine.
/// </summary>
internal sealed class StartUpBenchmark : IBenchmark
{
    private const string Baseline = "an app host with DynamoDB Local alone";

    public string Name => "start-up";

    public string Sentence => "A start of the whole system until all is healthy, its memory and its stop, against an Aspire app host with DynamoDB Local alone.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("start-up reads /proc to find the processes of an app host, so it runs on Linux only.");
        }

        var command = await DynamoDBLocalCommand.FindAsync(Console.Error, CancellationToken.None);
        var baseline = new List<AppHostRun>();
        var system = new List<AppHostRun>();
        var rounds = progress.Choose(3, 1);
        for (var round = 1; round <= rounds; round++)
        {
            baseline.Add(await AppHostRun.MeasureBareAsync(command));
            await progress.ReportAsync($"round {round}: bare app host   {Describe(baseline[^1])}");
            system.Add(await AppHostRun.MeasureAsync());
            await progress.ReportAsync($"round {round}: whole system    {Describe(system[^1])}");
        }

        return
        [
            Compare("start until all is healthy", "s", run => run.Healthy.TotalSeconds, Goal.RatioAtMost(1.5)),
            Compare("memory of all processes", "MB", run => run.Memory.Megabytes, Goal.AtMost(1000)),
            // The longest stop counts, not the median.
            BenchmarkResult.Compare(
                "longest stop", "s", [system.Max(run => run.Stopped.TotalSeconds)], Baseline, [baseline.Max(run => run.Stopped.TotalSeconds)], Goal.AtMost(8)) with { Rounds = rounds },
        ];

        BenchmarkResult Compare(string what, string unit, Func<AppHostRun, double> figure, Goal goal) => BenchmarkResult.Compare(
            what, unit, [.. system.Select(figure)], Baseline, [.. baseline.Select(figure)], goal);
    }

    private static string Describe(AppHostRun run) => string.Create(CultureInfo.InvariantCulture,
        $"healthy {run.Healthy.TotalSeconds:0.00} s, dashboard {run.Dashboard.TotalSeconds:0.00} s, {run.Memory.Processes} processes with {run.Memory.Megabytes} MB, stopped in {run.Stopped.TotalSeconds:0.0} s");
}
