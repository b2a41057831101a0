using System.Globalization;
using Podcast.AppHost.LocalTools.DynamoDBLocal;

namespace Podcast.Benchmarks.StartUp;

/// <summary>
/// How long <c>dotnet run --no-build --project Podcast.AppHost</c> takes until everything is healthy and the dashboard's page answers,
/// as a ratio to DynamoDB Local alone, started with the default flags of the JVM. The two are measured in turn, so both see the same machine.
/// </summary>
internal static class StartUpBenchmark
{
    private const int Rounds = 5;
    private const double Goal = 2.0;

    public static async Task<int> RunAsync()
    {
        var command = await DynamoDBLocalCommand.FindAsync(Console.Out, CancellationToken.None);
        var baseline = new List<TimeSpan>();
        var healthy = new List<TimeSpan>();
        var dashboard = new List<TimeSpan>();
        for (var round = 1; round <= Rounds; round++)
        {
            baseline.Add(await DynamoDBLocalRun.MeasureAsync(command));
            var run = await AppHostRun.MeasureAsync();
            healthy.Add(run.Healthy);
            dashboard.Add(run.Dashboard);
            Console.WriteLine(
                $"round {round}: DynamoDB Local {Seconds(baseline[^1])}, all healthy {Seconds(run.Healthy)}, dashboard {Seconds(run.Dashboard)}");
        }

        var ratio = Median(healthy) / Median(baseline);
        Console.WriteLine(
            $"""
            median of {Rounds}: DynamoDB Local alone, default JVM flags {Seconds(Median(baseline))} (baseline)
                         all healthy {Seconds(Median(healthy))}, {Ratio(ratio)} of the baseline (goal: at most {Ratio(Goal)})
                         dashboard's page {Seconds(Median(dashboard))}, {Ratio(Median(dashboard) / Median(baseline))} of the baseline
            """);
        return ratio <= Goal ? 0 : 1;
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.00 s", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
