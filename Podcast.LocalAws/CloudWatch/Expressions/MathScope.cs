namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>What an expression can refer to.</summary>
/// <param name="Find">The metric or expression of an id; <see langword="null"/> when there is none.</param>
/// <param name="Metrics">The ids of the metrics alone.</param>
/// <param name="Periods">How many periods there are.</param>
/// <param name="Period">The length of each.</param>
internal sealed record MathScope(Func<string, MathValue?> Find, IReadOnlyList<string> Metrics, int Periods, TimeSpan Period);
