using System.Globalization;
using Podcast.AppHost.LocalTools.DynamoDBLocal;
using Podcast.Benchmarks.Reporting;

namespace Podcast.Benchmarks.StartUp;

/// <summary>
/// How long <c>dotnet run --no-build --project Podcast.AppHost</c> takes until everything is healthy, as a ratio to an app host that has DynamoDB Local
/// alone; and what all processes of the system hold in memory. The two are measured in turn, so both see the same machine.
/// </summary>
internal static class StartUpBenchmark
{
    private const int Rounds = 5;
    private const int QuickRounds = 1;
    private const double HealthyGoal = 1.5;
    private const long MemoryGoal = 1000;
    private const double StopGoal = 8;

    public static async Task RunAsync(BenchmarkReport report)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("start-up reads /proc to find the processes of an app host, so it runs on Linux only.");
        }

        var command = await DynamoDBLocalCommand.FindAsync(Console.Error, CancellationToken.None);
        var baseline = new List<AppHostRun>();
        var system = new List<AppHostRun>();
        var rounds = report.Choose(Rounds, QuickRounds);
        for (var round = 1; round <= rounds; round++)
        {
            baseline.Add(await AppHostRun.MeasureBareAsync(command));
            BenchmarkReport.Progress($"round {round} of {rounds}: bare app host   {Describe(baseline[^1])}");
            system.Add(await AppHostRun.MeasureAsync());
            BenchmarkReport.Progress($"round {round} of {rounds}: whole system    {Describe(system[^1])}");
        }

        Add("start, until all is healthy", "s", run => run.Healthy.TotalSeconds, Goal.RatioAtMost(HealthyGoal));
        Add("memory of all processes", "MB", run => run.Memory.Megabytes, Goal.AtMost(MemoryGoal));
        Add("stop, until the last process is gone", "s", run => run.Stopped.TotalSeconds, Goal.AtMost(StopGoal));

        void Add(string what, string unit, Func<AppHostRun, double> figure, Goal goal) => report.Add(new("start-up", what, unit, Figure.Of(system.Select(figure)))
        {
            BaselineName = "an app host with DynamoDB Local alone",
            Baseline = Figure.Of(baseline.Select(figure)),
            Goal = goal,
        });
    }

    private static string Describe(AppHostRun run) => string.Create(CultureInfo.InvariantCulture,
        $"healthy {run.Healthy.TotalSeconds:0.00} s, dashboard {run.Dashboard.TotalSeconds:0.00} s, {run.Memory.Processes} processes with {run.Memory.Megabytes} MB, stopped in {run.Stopped.TotalSeconds:0.0} s");
}
