namespace Podcast.LocalAws.Core.Metrics;

/// <summary>Takes what services report of themselves. It costs well under a microsecond and never fails.</summary>
internal interface IMetricRecorder
{
    /// <param name="metric">The metric.</param>
    /// <param name="value">Finite, in <paramref name="unit"/>.</param>
    /// <param name="unit">One of <see cref="MetricUnits"/>.</param>
    /// <param name="at">When it was measured; now where it is not said.</param>
    void Record(MetricId metric, double value, string unit, DateTimeOffset? at = null);
}
