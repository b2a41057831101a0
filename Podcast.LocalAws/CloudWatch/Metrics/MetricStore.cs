using System.Collections.Concurrent;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>
/// All metrics, in memory. When there are too many, a new one takes the place of the one that was reported longest ago, if that was more than an hour ago; otherwise the new one
/// is refused, so that a caller with ever new dimensions drives out nothing that an alarm watches.
/// </summary>
internal sealed partial class MetricStore(TimeProvider time, ILogger<MetricStore> logger) : IMetricRecorder
{
    /// <summary>How many metrics are kept; each set of dimensions is a metric of its own.</summary>
    public const int MaxMetrics = 2_000;

    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<MetricId, MetricSeries> _series = new();
    private readonly Lock _adding = new();
    private DateTimeOffset _refusalLoggedAt = DateTimeOffset.MinValue;

    /// <summary>When recording began: there are no datapoints of the time before.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public IEnumerable<KeyValuePair<MetricId, MetricSeries>> All => _series;

    public MetricSeries? Find(MetricId metric) => _series.GetValueOrDefault(metric);

    public void Record(MetricId metric, double value, string unit, DateTimeOffset? at = null) => Get(metric, unit)?.Add(at ?? time.GetUtcNow(), value);

    public void Record(MetricId metric, string unit, DateTimeOffset at, Action<StatisticSet> add) => Get(metric, unit)?.Add(at, add);

    /// <summary>Whether values of these metrics would be kept.</summary>
    public bool HasRoomFor(IEnumerable<MetricId> metrics)
    {
        var added = metrics.Where(metric => !_series.ContainsKey(metric)).Distinct().Count();
        return added == 0 || _series.Count + added <= MaxMetrics || _series.Count(pair => IsIdle(pair.Value)) >= _series.Count + added - MaxMetrics;
    }

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

    private MetricSeries? Get(MetricId metric, string unit) => _series.TryGetValue(metric, out var series) ? series : Add(metric, unit);

    private MetricSeries? Add(MetricId metric, string unit)
    {
        lock (_adding)
        {
            if (_series.Count >= MaxMetrics)
            {
                var oldest = _series.MinBy(pair => pair.Value.LastReported);
                if (!IsIdle(oldest.Value))
                {
                    LogRefusal(metric);
                    return null;
                }

                _series.TryRemove(oldest.Key, out _);
            }

            return _series.GetOrAdd(metric, _ => new(unit));
        }
    }

    private bool IsIdle(MetricSeries series) => series.LastReported < time.GetUtcNow() - Idle;

    // Once an hour: whoever makes ever new metrics makes many.
    private void LogRefusal(MetricId metric)
    {
        var now = time.GetUtcNow();
        if (now - _refusalLoggedAt >= Idle)
        {
            _refusalLoggedAt = now;
            Log.Refused(logger, metric.Namespace, metric.Name, MaxMetrics);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.MetricRefused, LogLevel.Warning, "{Namespace} {Metric} and perhaps others are not kept: there are {Count} metrics already, each reported within the last hour. Use fewer dimensions.")]
        public static partial void Refused(ILogger logger, string @namespace, string metric, int count);
    }
}
