using Microsoft.Extensions.DependencyInjection;
using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Host;
using Podcast.Tests.Testing.Infra;
using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Alarms;

/// <summary>
/// Processor time of what CloudWatch does each minute at rest: it samples the queues and buckets, and evaluates every alarm of the deployed stack over six hours of data.
/// </summary>
internal sealed class AlarmBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const int MinutesPerRound = 200;
    private const double MostPercent = 1;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public string Name => "alarms";

    public string Sentence => "Processor time of what CloudWatch does each minute at rest, as a share of one core.";

    public async Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress)
    {
        var folder = Directory.CreateTempSubdirectory("podcast-alarms-");
        var templatePath = Path.Combine(folder.FullName, "Podcast.template.json");
        await File.WriteAllTextAsync(templatePath, SynthesizedTemplate.Text);
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
            await progress.ReportAsync($"round {round + 1} of {Rounds}: {Number(rounds[^1])} ms of processor time for one minute's evaluation of {alarms.Count} alarms");
        }

        folder.Delete(recursive: true);
        return
        [
            BenchmarkResult.Measure(
                $"evaluation of {alarms.Count} alarms at rest", "% of a core", [.. rounds.Select(milliseconds => 100 * milliseconds / Minute.TotalMilliseconds)], Goal.AtMost(MostPercent)),
        ];

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
