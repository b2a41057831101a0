using Podcast.LocalAws.CloudFront.Functions.Events;
using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.CloudFront.Functions;

/// <summary>
/// The metrics of one edge function. See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.cloudfront-functions.
/// A function here is never throttled: one that exceeds a limit fails.
/// </summary>
internal sealed class EdgeFunctionMetrics(string functionName, IMetricRecorder recorder)
{
    private readonly MetricId _invocations = ServiceMetrics.EdgeFunctionInvocations.Of(functionName, ServiceMetrics.GlobalRegion);
    private readonly MetricId _validationErrors = ServiceMetrics.EdgeFunctionValidationErrors.Of(functionName, ServiceMetrics.GlobalRegion);
    private readonly MetricId _executionErrors = ServiceMetrics.EdgeFunctionExecutionErrors.Of(functionName, ServiceMetrics.GlobalRegion);
    private readonly MetricId _utilization = ServiceMetrics.EdgeFunctionComputeUtilization.Of(functionName, ServiceMetrics.GlobalRegion);
    private readonly MetricId _throttles = ServiceMetrics.EdgeFunctionThrottles.Of(functionName, ServiceMetrics.GlobalRegion);

    /// <summary>Reports what part of the allowed statements, which stand for the allowed time, a run took.</summary>
    public void RecordUtilization(int statements) => recorder.Record(_utilization, Math.Min(100, statements * 100.0 / FunctionLimits.Statements), MetricUnits.Percent);

    public void RecordRun(FunctionResult result)
    {
        var failure = (result as FailureResult)?.Kind;
        recorder.Record(_invocations, 1, MetricUnits.None);
        recorder.Record(_validationErrors, failure == FunctionFailure.Validation ? 1 : 0, MetricUnits.None);
        recorder.Record(_executionErrors, failure is not null and not FunctionFailure.Validation ? 1 : 0, MetricUnits.None);
        recorder.Record(_throttles, 0, MetricUnits.None);
    }
}
