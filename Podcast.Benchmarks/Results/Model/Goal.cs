namespace Podcast.Benchmarks.Results.Model;

/// <summary>What a figure has to reach.</summary>
/// <param name="Value">The bound, which still meets the goal.</param>
/// <param name="IsUpperBound">Whether less is better.</param>
/// <param name="IsOfRatio">Whether the ratio to the baseline is bounded, or the system's figure itself.</param>
internal sealed record Goal(double Value, bool IsUpperBound, bool IsOfRatio)
{
    public static Goal RatioAtMost(double value) => new(value, IsUpperBound: true, IsOfRatio: true);

    public static Goal RatioAtLeast(double value) => new(value, IsUpperBound: false, IsOfRatio: true);

    public static Goal AtMost(double value) => new(value, IsUpperBound: true, IsOfRatio: false);

    public static Goal AtLeast(double value) => new(value, IsUpperBound: false, IsOfRatio: false);

    public bool IsMetBy(double figure) => IsUpperBound ? figure <= Value : figure >= Value;
}
