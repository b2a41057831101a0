using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;
using Podcast.LocalAws.Core.Protocols.AwsJson;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>
/// CloudWatch by the JSON protocol: what operators read of metrics, alarms and dashboards, which the template alone describes. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html.
/// </summary>
internal sealed class CloudWatchService : AwsJsonService
{
    private readonly AwsArns _arns;

    public CloudWatchService(
        MetricStore store, MetricOperations metrics, AlarmOperations alarms, DashboardOperations dashboards, IAuthorizer authorizer, LocalAwsOptions options, TimeProvider time)
    {
        _arns = options.GetArns();
        Operations = new(Name, authorizer)
        {
            { "PutMetricData", PermissionsToPut, request => Task.FromResult(PutMetricData.Put(store, request.Input, time.GetUtcNow())) },
            { "GetMetricData", "cloudwatch:GetMetricData", Everything, request => metrics.GetMetricData(request.Input) },
            { "GetMetricStatistics", "cloudwatch:GetMetricStatistics", Everything, request => metrics.GetMetricStatistics(request.Input) },
            { "ListMetrics", "cloudwatch:ListMetrics", Everything, request => metrics.ListMetrics(request.Input) },
            { "DescribeAlarms", "cloudwatch:DescribeAlarms", AlarmArn, request => alarms.Describe(request.Input) },
            { "DescribeAlarmsForMetric", "cloudwatch:DescribeAlarmsForMetric", AlarmArn, request => alarms.DescribeForMetric(request.Input) },
            { "DescribeAlarmHistory", "cloudwatch:DescribeAlarmHistory", AlarmArn, request => alarms.DescribeHistory(request.Input) },
            { "SetAlarmState", "cloudwatch:SetAlarmState", AlarmArn, request => alarms.SetStateAsync(request.Input, request.Aborted) },
            { "GetDashboard", "cloudwatch:GetDashboard", request => dashboards.ArnOf(request.Input["DashboardName"]?.ToString() ?? "*"), request => dashboards.Get(request.Input) },
            { "ListDashboards", "cloudwatch:ListDashboards", _ => dashboards.ArnOf("*"), request => dashboards.List(request.Input) },
        };
    }

    public override string SigningName => "monitoring";

    public override string Name => "CloudWatch";

    public override AwsJsonProtocol Protocol { get; } = new("1.0", "com.amazonaws.cloudwatch", CloudWatchErrors.QueryCode);

    /// <summary>What PutMetricData takes.</summary>
    public override long MaxRequestBytes => 1024 * 1024;

    protected override OperationTable<AwsJsonRequest, JsonObject> Operations { get; }

    /// <summary>Executes an operation for a caller of another protocol.</summary>
    /// <exception cref="AwsException">There is no such operation, the caller lacks a permission, or it fails.</exception>
    public Task<JsonObject> ExecuteAsync(string operation, AwsJsonRequest request) => Operations.ExecuteAsync(Operations.Get(operation), request);

    protected override AwsException RequestTooLarge() => CloudWatchErrors.TooLarge(MaxRequestBytes);

    // These actions have no resource.
    private static string Everything(AwsJsonRequest request) => "*";

    private static IEnumerable<RequiredPermission> PermissionsToPut(AwsJsonRequest request) =>
        [new("cloudwatch:PutMetricData", "*", new Dictionary<string, string> { ["cloudwatch:namespace"] = request.Input["Namespace"]?.ToString() ?? "" })];

    private string AlarmArn(AwsJsonRequest request) => _arns.Regional("cloudwatch", $"alarm:{request.Input["AlarmName"]?.ToString() ?? "*"}");
}
