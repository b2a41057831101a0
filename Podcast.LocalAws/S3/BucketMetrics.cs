using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.S3.Storage;

namespace Podcast.LocalAws.S3;

/// <summary>
/// How much each bucket holds. See https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html. Where S3 reports it once a day, this does once an hour: few laptops run all day.
/// </summary>
internal sealed class BucketMetrics(ObjectStorage storage, TimeProvider time) : IMetricSampler
{
    private const string Standard = "StandardStorage";
    private const string AllTypes = "AllStorageTypes";

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private DateTimeOffset _sampledAt = DateTimeOffset.MinValue;

    public IEnumerable<MetricSample> Sample()
    {
        var now = time.GetUtcNow();
        if (now - _sampledAt < Interval)
        {
            yield break;
        }

        _sampledAt = now;
        foreach (var bucket in storage.Buckets)
        {
            var (bytes, objects) = bucket.Totals();
            yield return new(ServiceMetrics.BucketSize.Of(bucket.Name, Standard), bytes, MetricUnits.Bytes);
            yield return new(ServiceMetrics.BucketObjects.Of(bucket.Name, AllTypes), objects, MetricUnits.Count);
        }
    }
}
