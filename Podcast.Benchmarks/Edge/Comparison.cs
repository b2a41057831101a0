using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Edge;

/// <summary>Measures two things in turn and prints the ratio of their medians.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Goal">The ratio to reach.</param>
internal sealed record Comparison(string Name, string Baseline, double Goal)
{
    private const int Rounds = 5;

    /// <summary>Whether a smaller ratio is better, as for times.</summary>
    public bool IsUpperBound { get; init; }

    /// <summary>The unit of both figures.</summary>
    public string Unit { get; init; } = "for a second of processor time";

    /// <returns>Whether the goal is reached.</returns>
    public async Task<bool> MeasureAsync(Func<Task<double>> measure, Func<Task<double>> measureBaseline)
    {
        var (values, baselines) = (new List<double>(), new List<double>());
        // The first round of each is not counted.
        for (var round = 0; round <= Rounds; round++)
        {
            var baseline = await measureBaseline();
            var value = await measure();
            if (round > 0)
            {
                values.Add(value);
                baselines.Add(baseline);
            }
        }

        var ratio = Median(values) / Median(baselines);
        Console.WriteLine(
            $"{Name}: {Number(Median(values))} {Unit}; {Baseline}: {Number(Median(baselines))} {Unit}; ratio {Number(ratio)} (goal: {(IsUpperBound ? "at most" : "at least")} {Number(Goal)})");
        return IsUpperBound ? ratio <= Goal : ratio >= Goal;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
