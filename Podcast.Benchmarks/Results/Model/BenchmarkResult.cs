namespace Podcast.Benchmarks.Results.Model;

/// <summary>A row of the table: medians of several rounds that were measured in turn.</summary>
internal sealed record BenchmarkResult
{
    /// <summary>The name of the benchmark, by which it is run alone.</summary>
    public string Benchmark { get; init; } = "";

    /// <summary>What the benchmark compares, in one sentence.</summary>
    public string Sentence { get; init; } = "";

    public required string What { get; init; }

    public required string Unit { get; init; }

    /// <summary>The median of this system, in the unit.</summary>
    public required double System { get; init; }

    /// <summary>The median of the baseline, in the unit; <see langword="null"/> where there is nothing to compare with.</summary>
    public double? Baseline { get; init; }

    /// <summary>What the baseline is.</summary>
    public string? BaselineName { get; init; }

    /// <summary>The system's median divided by the baseline's.</summary>
    public double? Ratio => System / Baseline;

    /// <summary>What has to be reached; <see langword="null"/> for a figure that is only stated.</summary>
    public Goal? Goal { get; init; }

    public bool Met => Goal?.IsMetBy(Figure) ?? true;

    /// <summary>How many rounds were measured, without those that warm up.</summary>
    public required int Rounds { get; init; }

    /// <summary>The difference of the largest and the smallest figure of a round, as a part of the median.</summary>
    public required double Spread { get; init; }

    /// <summary>What the goal is about: the ratio or the system's figure.</summary>
    internal double Figure => Goal is { IsOfRatio: true } ? Ratio ?? double.NaN : System;

    /// <summary>Compares what was measured in turn, round by round.</summary>
    public static BenchmarkResult Compare(
        string what, string unit, IReadOnlyList<double> system, string baselineName, IReadOnlyList<double> baseline, Goal? goal = null) => new()
        {
            What = what,
            Unit = unit,
            System = Median(system),
            Baseline = Median(baseline),
            BaselineName = baselineName,
            Goal = goal,
            Rounds = system.Count,
            Spread = SpreadOf(goal is not { IsOfRatio: false } ? [.. system.Zip(baseline, (own, other) => own / other)] : system),
        };

    /// <summary>A row without a baseline.</summary>
    public static BenchmarkResult Measure(string what, string unit, IReadOnlyList<double> system, Goal goal) => new()
    {
        What = what,
        Unit = unit,
        System = Median(system),
        Goal = goal,
        Rounds = system.Count,
        Spread = SpreadOf(system),
    };

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double SpreadOf(IReadOnlyList<double> values) => (values.Max() - values.Min()) / Median(values);
}
