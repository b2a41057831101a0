using System.Globalization;
using Podcast.AppHost.LocalTools.DynamoDBLocal;

namespace Podcast.Benchmarks.StartUp;

/// <summary>
/// How long <c>dotnet run --no-build --project Podcast.AppHost</c> takes until everything is healthy, as a ratio to an app host that has DynamoDB Local
/// alone; and what all processes of the system hold in memory. The two are measured in turn, so both see the same machine.
/// </summary>
internal static class StartUpBenchmark
{
    private const int Rounds = 5;
    private const double HealthyGoal = 1.5;
    private const long MemoryGoal = 1000;
    private const double StopGoal = 8;

    public static async Task<int> RunAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("start-up reads /proc to find the processes of an app host, so it runs on Linux only.");
            return 1;
        }

        var command = await DynamoDBLocalCommand.FindAsync(Console.Out, CancellationToken.None);
        var baseline = new List<AppHostRun>();
        var system = new List<AppHostRun>();
        for (var round = 1; round <= Rounds; round++)
        {
            baseline.Add(await AppHostRun.MeasureBareAsync(command));
            Console.WriteLine($"round {round}: bare app host   {Describe(baseline[^1])}");
            system.Add(await AppHostRun.MeasureAsync());
            Console.WriteLine($"round {round}: whole system    {Describe(system[^1])}");
        }

        var ratio = Median(system, run => run.Healthy.TotalSeconds) / Median(baseline, run => run.Healthy.TotalSeconds);
        var memory = (long)Median(system, run => run.Memory.Megabytes);
        var stop = system.Max(run => run.Stopped.TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            median of {Rounds}: healthy {Median(baseline, run => run.Healthy.TotalSeconds):0.00} s bare (baseline), {Median(system, run => run.Healthy.TotalSeconds):0.00} s whole system: {ratio:0.00} of the baseline (goal: at most {HealthyGoal:0.0})
                         memory {Median(baseline, run => run.Memory.Megabytes):0} MB bare, {memory} MB whole system (goal: under {MemoryGoal} MB)
            longest stop: {baseline.Max(run => run.Stopped.TotalSeconds):0.0} s bare, {stop:0.0} s whole system (goal: at most {StopGoal:0} s)
            """));
        return ratio <= HealthyGoal && memory < MemoryGoal && stop <= StopGoal ? 0 : 1;
    }

    private static string Describe(AppHostRun run) => string.Create(CultureInfo.InvariantCulture,
        $"healthy {run.Healthy.TotalSeconds:0.00} s, dashboard {run.Dashboard.TotalSeconds:0.00} s, {run.Memory.Processes} processes with {run.Memory.Megabytes} MB, stopped in {run.Stopped.TotalSeconds:0.0} s");

    private static double Median(List<AppHostRun> runs, Func<AppHostRun, double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);
}
