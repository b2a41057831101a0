using Podcast.Benchmarks.Results;
using Podcast.Benchmarks.Results.Model;

namespace Podcast.Benchmarks.Edge;

/// <summary>Measures two things in turn.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Goal">What the ratio has to reach.</param>
internal sealed record Comparison(string What, string Baseline, Goal? Goal)
{
    /// <summary>The unit of both figures.</summary>
    public string Unit { get; init; } = "requests a processor second";

    public async Task<BenchmarkResult> MeasureAsync(BenchmarkProgress progress, Func<Task<double>> measure, Func<Task<double>> measureBaseline)
    {
        var (values, baselines) = (new List<double>(), new List<double>());
        var rounds = progress.Choose(5, 3);
        // The first round of each is not counted.
        for (var round = 0; round <= rounds; round++)
        {
            var baseline = await measureBaseline();
            var value = await measure();
            if (round > 0)
            {
                values.Add(value);
                baselines.Add(baseline);
                await progress.ReportAsync($"round {round}: {What} {ResultText.Number(value)}, {Baseline} {ResultText.Number(baseline)} {Unit}");
            }
        }

        return BenchmarkResult.Compare(What, Unit, values, Baseline, baselines, Goal);
    }
}
