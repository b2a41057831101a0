using System.Collections.Concurrent;
using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.CloudFront.Distribution;

/// <summary>
/// The metrics of distributions. A rate is the share of requests in percent: each request counts as 0 or 100, and the average is the rate. See
/// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html.
/// </summary>
internal sealed class DistributionMetrics(IMetricRecorder recorder)
{
    private readonly ConcurrentDictionary<string, Metrics> _byDistribution = new(StringComparer.Ordinal);

    public void RecordRequest(string distributionId, int statusCode)
    {
        var metrics = _byDistribution.GetOrAdd(distributionId, static id => new(id));
        recorder.Record(metrics.Requests, 1, MetricUnits.None);
        recorder.Record(metrics.ClientErrors, statusCode is >= 400 and < 500 ? 100 : 0, MetricUnits.Percent);
        recorder.Record(metrics.ServerErrors, statusCode >= 500 ? 100 : 0, MetricUnits.Percent);
        recorder.Record(metrics.AllErrors, statusCode >= 400 ? 100 : 0, MetricUnits.Percent);
    }

    private sealed class Metrics(string id)
    {
        public MetricId Requests { get; } = ServiceMetrics.EdgeRequests.Of(id, ServiceMetrics.GlobalRegion);

        public MetricId ClientErrors { get; } = ServiceMetrics.Edge4xxErrorRate.Of(id, ServiceMetrics.GlobalRegion);

        public MetricId ServerErrors { get; } = ServiceMetrics.Edge5xxErrorRate.Of(id, ServiceMetrics.GlobalRegion);

        public MetricId AllErrors { get; } = ServiceMetrics.EdgeTotalErrorRate.Of(id, ServiceMetrics.GlobalRegion);
    }
}
