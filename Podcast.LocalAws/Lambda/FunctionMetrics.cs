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

    /// <summary>Reports an invocation, which counts at the time at which it began.</summary>
    /// <param name="outcome">How it ended. One that no process took counts as failed: in AWS its environment could not start.</param>
    /// <param name="duration">How long it ran.</param>
    /// <param name="concurrency">How many ran then, this one included.</param>
    public void RecordInvocation(InvocationOutcome outcome, TimeSpan duration, int concurrency)
    {
        var began = time.GetUtcNow() - duration;
        var isThrottled = outcome == InvocationOutcome.Throttled;
        recorder.Record(_throttles, isThrottled ? 1 : 0, MetricUnits.Count, began);
        if (isThrottled)
        {
            return;
        }

        recorder.Record(_invocations, 1, MetricUnits.Count, began);
        recorder.Record(_errors, outcome == InvocationOutcome.Succeeded ? 0 : 1, MetricUnits.Count, began);
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
