using static Podcast.Benchmarks.Reporting.Figures;

namespace Podcast.Benchmarks.Reporting;

/// <summary>What a figure has to be.</summary>
/// <param name="Bound">The bound, which is allowed.</param>
/// <param name="IsUpper">Whether smaller is better.</param>
/// <param name="IsOfRatio">Whether it is about the ratio to the baseline, or else about the system's own figure.</param>
internal sealed record Goal(double Bound, bool IsUpper, bool IsOfRatio)
{
    public static Goal RatioAtMost(double bound) => new(bound, IsUpper: true, IsOfRatio: true);

    public static Goal RatioAtLeast(double bound) => new(bound, IsUpper: false, IsOfRatio: true);

    public static Goal AtMost(double bound) => new(bound, IsUpper: true, IsOfRatio: false);

    public static Goal AtLeast(double bound) => new(bound, IsUpper: false, IsOfRatio: false);

    public bool IsMetBy(double value) => IsUpper ? value <= Bound : value >= Bound;

    public override string ToString() => $"{(IsUpper ? "at most" : "at least")} {Number(Bound)}";
}
