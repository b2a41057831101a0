using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Podcast.Infra.Observability;

/// <summary>Adds alarms that notify one topic when they start and when they end.</summary>
internal sealed class Alarms : Construct
{
    private readonly string[] _actions;
    private readonly List<CfnAlarm> _all = [];

    public Alarms(Construct scope, string id, AlarmTopic topic) : base(scope, id) => _actions = [topic.Arn];

    public IReadOnlyList<string> Arns => [.. _all.Select(alarm => alarm.AttrArn)];

    public void Add(AlarmDefinition definition)
    {
        var metric = definition.Metrics[0];
        var isPlain = definition.Expression is null;
        _all.Add(new CfnAlarm(this, definition.Id, new CfnAlarmProps
        {
            AlarmDescription = $"{definition.Description} What to do: docs/runbooks/{definition.Runbook}.md",
            ComparisonOperator = definition.IsMinimum ? "LessThanThreshold" : "GreaterThanThreshold",
            Threshold = definition.Threshold,
            EvaluationPeriods = definition.Periods,
            TreatMissingData = definition.IsMinimum ? "breaching" : definition.HoldsWithoutData ? "ignore" : "notBreaching",
            AlarmActions = _actions,
            OkActions = _actions,
            Namespace = isPlain ? metric.Namespace : null,
            MetricName = isPlain ? metric.Name : null,
            Dimensions = isPlain ? Dimensions(metric) : null,
            Period = isPlain ? metric.Period : null,
            Statistic = isPlain && !IsPercentile(metric) ? metric.Statistic : null,
            ExtendedStatistic = isPlain && IsPercentile(metric) ? metric.Statistic : null,
            Metrics = isPlain ? null : Queries(definition),
        }));
    }

    private static CfnAlarm.MetricDataQueryProperty[] Queries(AlarmDefinition definition) =>
    [
        new CfnAlarm.MetricDataQueryProperty { Id = "result", Expression = definition.Expression, ReturnData = true },
        .. definition.Metrics.Select((metric, index) => new CfnAlarm.MetricDataQueryProperty
        {
            Id = $"m{index + 1}",
            ReturnData = false,
            MetricStat = new CfnAlarm.MetricStatProperty
            {
                Metric = new CfnAlarm.MetricProperty { Namespace = metric.Namespace, MetricName = metric.Name, Dimensions = Dimensions(metric) },
                Period = metric.Period,
                Stat = metric.Statistic,
            },
        }),
    ];

    private static CfnAlarm.DimensionProperty[]? Dimensions(Metric metric) => metric.Dimensions.Length == 0
        ? null
        : [.. metric.Dimensions.Select(dimension => new CfnAlarm.DimensionProperty { Name = dimension.Name, Value = dimension.Value })];

    private static bool IsPercentile(Metric metric) => metric.Statistic[0] == 'p';
}
