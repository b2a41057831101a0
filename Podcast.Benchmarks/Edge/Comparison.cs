using Podcast.Benchmarks.Reporting;

namespace Podcast.Benchmarks.Edge;

/// <summary>Measures two things in turn, and makes a row of the two.</summary>
/// <param name="Benchmark">The benchmark's name.</param>
/// <param name="What">What is measured.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Goal">What the ratio has to be; null when it is only stated.</param>
internal sealed record Comparison(string Benchmark, string What, string Baseline, Goal? Goal)
{
    private const int Rounds = 5;
    private const int QuickRounds = 1;

    /// <summary>The unit of both figures.</summary>
    public string Unit { get; init; } = "per second of processor time";

    public async Task MeasureAsync(BenchmarkReport report, Func<Task<double>> measure, Func<Task<double>> measureBaseline)
    {
        var (values, baselines) = (new List<double>(), new List<double>());
        var rounds = report.Choose(Rounds, QuickRounds);
        // The first round of each is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            var baseline = await measureBaseline();
            var value = await measure();
            BenchmarkReport.Progress($"{What}, round {round} of {rounds}: {Figures.Number(value)}, {Baseline}: {Figures.Number(baseline)}");
            if (round > 0)
            {
                values.Add(value);
                baselines.Add(baseline);
            }
        }

        report.Add(new(Benchmark, What, Unit, Figure.Of(values)) { BaselineName = Baseline, Baseline = Figure.Of(baselines), Goal = Goal });
    }
}
