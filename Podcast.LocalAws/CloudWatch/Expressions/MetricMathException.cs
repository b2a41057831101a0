namespace Podcast.LocalAws.CloudWatch.Expressions;

/// <summary>An expression is no metric math, or uses what LocalAws does not evaluate.</summary>
internal sealed class MetricMathException(string message) : Exception(message);
