using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Host;
using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Alarms;

/// <summary>
/// Processor time of what CloudWatch does each minute at rest: it samples the queues and buckets, and evaluates every alarm of the deployed stack over six hours of data.
/// </summary>
internal static class AlarmBenchmark
{
    private const int Rounds = 5;
    private const int MinutesPerRound = 200;
    private const double GoalPercent = 1;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <param name="path">The synthesized template; the build's where it is not said.</param>
    public static async Task<int> RunAsync(string? path)
    {
        var templatePath = path ?? Path.Combine("artifacts", "cdk", "Podcast.template.json");
        if (!File.Exists(templatePath))
        {
            await Console.Error.WriteLineAsync($"There is no template {Path.GetFullPath(templatePath)}. Build the solution, and run this in its folder or name the file.");
            return 1;
        }

        await using var server = await LocalAwsServer.StartAsync(
            new() { TemplatePath = templatePath, AccessKeyId = "AKIABENCHMARK", SecretAccessKey = "a secret of this run alone", StartFunctions = false });
        var engine = server.Services.GetRequiredService<AlarmEngine>();
        var store = server.Services.GetRequiredService<MetricStore>();
        var alarms = server.Services.GetRequiredService<AlarmRegistry>().All;
        var stats = alarms.SelectMany(alarm => alarm.Configuration.Stats).DistinctBy(stat => stat.Metric).ToList();
        var now = MetricSeries.Floor(DateTimeOffset.UtcNow, Minute);
        for (var at = now - MetricSeries.MinutesKept; at < now; at += Minute)
        {
            Report(at);
        }

        // The first evaluations compile the code, and set every alarm's first state.
        await MeasureAsync();
        var rounds = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await MeasureAsync());
            Console.WriteLine($"{Number(rounds[^1])} ms of processor time for one minute's evaluation of {alarms.Count} alarms");
        }

        var percent = 100 * rounds.Order().ElementAt(Rounds / 2) / Minute.TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: {percent:0.000} % of a core; goal: at most {GoalPercent} %"));
        return percent <= GoalPercent ? 0 : 1;

        async Task<double> MeasureAsync()
        {
            for (var i = 0; i < MinutesPerRound; i++)
            {
                Report(now + (i * Minute));
            }

            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < MinutesPerRound; i++)
            {
                now += Minute;
                await engine.EvaluateAsync(now, CancellationToken.None);
            }

            return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / MinutesPerRound;
        }

        // As at rest: everything was invoked, and nothing is wrong.
        void Report(DateTimeOffset at)
        {
            foreach (var stat in stats)
            {
                store.Record(stat.Metric, stat.Metric.Name == "Invocations" ? 1 : 0, "Count", at);
            }
        }
    }
}
