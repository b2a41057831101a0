namespace Podcast.Benchmarks.Reporting;

/// <summary>What several rounds measured.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Lowest">The lowest.</param>
/// <param name="Highest">The highest.</param>
/// <param name="Rounds">How many rounds counted.</param>
internal sealed record Figure(double Median, double Lowest, double Highest, int Rounds)
{
    public static Figure Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToArray();
        return new(sorted[sorted.Length / 2], sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>A figure that does not vary, or that was measured once.</summary>
    public static Figure Once(double value) => new(value, value, value, 1);
}
