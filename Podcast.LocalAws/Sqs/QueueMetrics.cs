using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.Sqs;

/// <summary>
/// The length and age of each queue. See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html. Where SQS
/// reports a queue only while it is used, this always does.
/// </summary>
internal sealed class QueueMetrics(QueueRegistry queues) : IMetricSampler
{
    public IEnumerable<MetricSample> Sample()
    {
        foreach (var queue in queues.All)
        {
            var (visible, inFlight, delayed) = queue.Counts();
            yield return new(ServiceMetrics.QueueVisible.Of(queue.Name), visible, MetricUnits.Count);
            yield return new(ServiceMetrics.QueueNotVisible.Of(queue.Name), inFlight, MetricUnits.Count);
            yield return new(ServiceMetrics.QueueDelayed.Of(queue.Name), delayed, MetricUnits.Count);
            yield return new(ServiceMetrics.QueueOldestAge.Of(queue.Name), queue.OldestAge().TotalSeconds, MetricUnits.Seconds);
        }
    }
}
