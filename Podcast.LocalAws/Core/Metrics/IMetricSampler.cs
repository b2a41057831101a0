namespace Podcast.LocalAws.Core.Metrics;

/// <summary>Measures what has a value at any time, such as the length of a queue. It is asked once a minute.</summary>
internal interface IMetricSampler
{
    IEnumerable<MetricSample> Sample();
}
