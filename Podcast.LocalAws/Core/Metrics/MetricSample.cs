namespace Podcast.LocalAws.Core.Metrics;

/// <summary>One measured value.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">One of <see cref="MetricUnits"/>.</param>
internal readonly record struct MetricSample(MetricId Metric, double Value, string Unit);
