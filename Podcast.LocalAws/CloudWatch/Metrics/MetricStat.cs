using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>A statistic of a metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Statistic">What is computed of each period.</param>
/// <param name="Period">A whole number of minutes.</param>
/// <param name="Unit">The unit that is asked for; <see langword="null"/> for any.</param>
internal sealed record MetricStat(MetricId Metric, Statistic Statistic, TimeSpan Period, string? Unit);
