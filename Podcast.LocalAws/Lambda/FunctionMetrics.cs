using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.Lambda;

/// <summary>The metrics that Lambda reports of one function. See https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html.</summary>
internal sealed class FunctionMetrics(string functionName, IMetricRecorder recorder, TimeProvider time)
{
    private readonly MetricId _invocations = ServiceMetrics.LambdaInvocations.Of(functionName);
    private readonly MetricId _errors = ServiceMetrics.LambdaErrors.Of(functionName);
    private readonly MetricId _throttles = ServiceMetrics.LambdaThrottles.Of(functionName);
    private readonly MetricId _duration = ServiceMetrics.LambdaDuration.Of(functionName);
    private readonly MetricId _concurrency = ServiceMetrics.LambdaConcurrentExecutions.Of(functionName);
    private readonly MetricId _iteratorAge = ServiceMetrics.LambdaIteratorAge.Of(functionName);
    private readonly MetricId _eventsReceived = ServiceMetrics.LambdaAsyncEventsReceived.Of(functionName);
    private readonly MetricId _eventAge = ServiceMetrics.LambdaAsyncEventAge.Of(functionName);
    private readonly MetricId _eventsDropped = ServiceMetrics.LambdaAsyncEventsDropped.Of(functionName);

    /// <summary>
    /// Reports an invocation, which counts at the time at which it began. One that waited in vain for a process that was there before counts as failed: in AWS its
    /// environment could not start. One that waited for a process that is not started yet, or is busy, where Lambda would start another, does not count.
    /// </summary>
    /// <param name="result">How it ended.</param>
    /// <param name="duration">How long it ran.</param>
    /// <param name="concurrency">How many ran then, this one included.</param>
    /// <param name="hasRun">Whether a process of the function has been there before.</param>
    public void RecordInvocation(InvocationResult result, TimeSpan duration, int concurrency, bool hasRun)
    {
        var began = time.GetUtcNow() - duration;
        if (result.Outcome == InvocationOutcome.Throttled && result.Reason == InvocationResult.RateExceeded)
        {
            recorder.Record(_throttles, 1, MetricUnits.Count, began);
            return;
        }

        if (result.Outcome == InvocationOutcome.Throttled || (result.Outcome == InvocationOutcome.Unavailable && !hasRun))
        {
            return;
        }

        recorder.Record(_throttles, 0, MetricUnits.Count, began);
        recorder.Record(_invocations, 1, MetricUnits.Count, began);
        recorder.Record(_errors, result.Outcome == InvocationOutcome.Succeeded ? 0 : 1, MetricUnits.Count, began);
        recorder.Record(_duration, duration.TotalMilliseconds, MetricUnits.Milliseconds, began);
        recorder.Record(_concurrency, concurrency, MetricUnits.Count, began);
    }

    /// <summary>Reports how old the last record of a batch is when the function gets it.</summary>
    public void RecordIteratorAge(DateTimeOffset lastRecord) => recorder.Record(_iteratorAge, Math.Max(0, (time.GetUtcNow() - lastRecord).TotalMilliseconds), MetricUnits.Milliseconds);

    public void RecordEventReceived() => recorder.Record(_eventsReceived, 1, MetricUnits.Count);

    /// <summary>Reports how long an event has waited when the function gets it.</summary>
    public void RecordEventAge(TimeSpan age) => recorder.Record(_eventAge, age.TotalMilliseconds, MetricUnits.Milliseconds);

    public void RecordEventDropped() => recorder.Record(_eventsDropped, 1, MetricUnits.Count);
}
