using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.Scheduler;

/// <summary>The metrics of schedules, by group. See https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html.</summary>
internal sealed class SchedulerMetrics(IMetricRecorder recorder)
{
    public void RecordAttempt(string group, bool succeeded)
    {
        recorder.Record(ServiceMetrics.ScheduleAttempts.Of(group), 1, MetricUnits.Count);
        recorder.Record(ServiceMetrics.ScheduleTargetErrors.Of(group), succeeded ? 0 : 1, MetricUnits.Count);
    }

    public void RecordDropped(string group) => recorder.Record(ServiceMetrics.ScheduleDropped.Of(group), 1, MetricUnits.Count);

    public void RecordDeadLettered(string group) => recorder.Record(ServiceMetrics.ScheduleDeadLettered.Of(group), 1, MetricUnits.Count);
}
