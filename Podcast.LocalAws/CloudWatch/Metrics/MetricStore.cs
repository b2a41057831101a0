using System.Collections.Concurrent;
using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>All metrics, in memory. When there are too many, a new one takes the place of the one that was reported longest ago.</summary>
internal sealed class MetricStore(TimeProvider time) : IMetricRecorder
{
    private const int MaxMetrics = 2_000;

    private readonly ConcurrentDictionary<MetricId, MetricSeries> _series = new();

    /// <summary>When recording began: there are no datapoints of the time before.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public IEnumerable<KeyValuePair<MetricId, MetricSeries>> All => _series;

    public MetricSeries? Find(MetricId metric) => _series.GetValueOrDefault(metric);

    public void Record(MetricId metric, double value, string unit, DateTimeOffset? at = null) => Get(metric, unit).Add(at ?? time.GetUtcNow(), value);

    public void Record(MetricId metric, string unit, DateTimeOffset at, Action<StatisticSet> add) => Get(metric, unit).Add(at, add);

    /// <summary>Makes room: rolls up what is old, and forgets metrics that nobody has reported for as long as values are kept.</summary>
    public void Roll()
    {
        var now = time.GetUtcNow();
        foreach (var (metric, series) in _series)
        {
            series.Roll(now);
            if (series.LastReported < now - MetricSeries.HoursKept)
            {
                _series.TryRemove(metric, out _);
            }
        }
    }

    private MetricSeries Get(MetricId metric, string unit) => _series.TryGetValue(metric, out var series) ? series : Add(metric, unit);

    private MetricSeries Add(MetricId metric, string unit)
    {
        if (_series.Count >= MaxMetrics)
        {
            _series.TryRemove(_series.MinBy(pair => pair.Value.LastReported).Key, out _);
        }

        return _series.GetOrAdd(metric, _ => new(unit));
    }
}
