using Podcast.LocalAws.CloudWatch.Expressions;

namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>One line of a request for metrics: a statistic of a metric, or an expression of other lines.</summary>
/// <param name="Id">The name by which expressions refer to it.</param>
/// <param name="Stat">The statistic; <see langword="null"/> for an expression.</param>
/// <param name="Expression">The parsed expression; <see langword="null"/> for a metric.</param>
/// <param name="Label">What the result is called.</param>
/// <param name="ReturnsData">Whether the caller gets it, and not only other expressions.</param>
/// <param name="Period">The period of an expression, where one is given.</param>
internal sealed record MetricDataQuery(string Id, MetricStat? Stat, MathNode? Expression, string Label, bool ReturnsData, TimeSpan? Period);
