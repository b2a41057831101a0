using System.Text.Json.Serialization;

namespace Podcast.Benchmarks.Reporting;

/// <summary>A row of the table.</summary>
/// <param name="Benchmark">The benchmark's name on the command line.</param>
/// <param name="What">What was measured.</param>
/// <param name="Unit">The unit of both figures.</param>
/// <param name="System">What this system needed.</param>
internal sealed record BenchmarkRow(string Benchmark, string What, string Unit, Figure System)
{
    /// <summary>What the baseline is; null when the figure stands for itself.</summary>
    public string? BaselineName { get; init; }

    /// <summary>What the baseline needed in the same run.</summary>
    public Figure? Baseline { get; init; }

    /// <summary>What the figure, or its ratio to the baseline, has to be; null when it is only stated.</summary>
    public Goal? Goal { get; init; }

    /// <summary>The system's median by the baseline's.</summary>
    public double? Ratio => System.Median / Baseline?.Median;

    /// <summary>The figure that the goal is about.</summary>
    [JsonIgnore]
    public double Judged => Goal is { IsOfRatio: true } ? Ratio ?? double.NaN : System.Median;

    /// <summary>Whether the goal is met; null without one.</summary>
    public bool? IsMet => Goal?.IsMetBy(Judged);
}
