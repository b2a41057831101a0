using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Api;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Template;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>An alarm as the template describes it.</summary>
internal sealed record AlarmConfiguration
{
    public const string ResourceType = "AWS::CloudWatch::Alarm";

    // The API describes an alarm by the members of the template.
    private static readonly string[] Members =
    [
        "AlarmDescription", "OKActions", "AlarmActions", "InsufficientDataActions", "MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Dimensions",
        "Period", "Unit", "EvaluationPeriods", "DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData", "EvaluateLowSampleCountPercentile", "Metrics",
    ];

    public required string Name { get; init; }

    public required string Arn { get; init; }

    /// <summary>Its name inside the template.</summary>
    public required string LogicalId { get; init; }

    public required AlarmRule Rule { get; init; }

    public required ThresholdComparison Comparison { get; init; }

    public required double Threshold { get; init; }

    public required TimeSpan Period { get; init; }

    /// <summary>The lines that make the value.</summary>
    public required IReadOnlyList<MetricDataQuery> Queries { get; init; }

    public required bool ActionsEnabled { get; init; }

    /// <summary>The members of DescribeAlarms that do not change.</summary>
    public required JsonObject Description { get; init; }

    /// <summary>The line whose value is compared with the threshold.</summary>
    public MetricDataQuery Result => Queries.Single(query => query.ReturnsData);

    public string Text => Description["AlarmDescription"]?.ToString() ?? "";

    /// <summary>The metrics that it is computed of.</summary>
    public IEnumerable<MetricStat> Stats => Queries.Select(query => query.Stat).OfType<MetricStat>();

    public IReadOnlyList<string> ActionsFor(AlarmState state) => CloudWatchInput.Texts(Description, state switch
    {
        AlarmState.Ok => "OKActions",
        AlarmState.Alarm => "AlarmActions",
        _ => "InsufficientDataActions",
    });

    /// <exception cref="TemplateException">The alarm has what CloudWatch refuses, or what LocalAws does not evaluate.</exception>
    public static AlarmConfiguration Read(StackResource resource)
    {
        try
        {
            return Read(resource, resource.Properties);
        }
        catch (AwsException reason)
        {
            throw new TemplateException($"{resource.LogicalId}: {reason.Message}");
        }
    }

    private static AlarmConfiguration Read(StackResource resource, JsonObject properties)
    {
        var queries = properties["Metrics"] is null ? [ReadMetric(properties)] : MetricInput.ReadQueries(CloudWatchInput.Objects(properties, "Metrics"));
        if (queries.Count(query => query.ReturnsData) != 1)
        {
            throw CloudWatchErrors.Invalid("Exactly one line of Metrics has to return data.");
        }

        var periods = queries.Select(query => query.Period).OfType<TimeSpan>().Distinct().ToList();
        if (periods.Count != 1)
        {
            throw CloudWatchErrors.Invalid("All metrics of an alarm need the same period.");
        }

        var evaluationPeriods = CloudWatchInput.Integer(properties, "EvaluationPeriods", 1, 10_080) ?? throw CloudWatchErrors.Missing("EvaluationPeriods");
        var comparison = CloudWatchInput.RequiredText(properties, "ComparisonOperator");
        return new()
        {
            Name = resource.PhysicalId,
            Arn = resource.GetAtt("Arn"),
            LogicalId = resource.LogicalId,
            Rule = new(
                evaluationPeriods,
                CloudWatchInput.Integer(properties, "DatapointsToAlarm", 1, evaluationPeriods) ?? evaluationPeriods,
                ReadMissingData(CloudWatchInput.Text(properties, "TreatMissingData"))),
            Comparison = ThresholdComparison.Find(comparison) ?? throw CloudWatchErrors.Invalid($"LocalAws does not evaluate the comparison {comparison}."),
            Threshold = CloudWatchInput.Number(properties, "Threshold") ?? throw CloudWatchErrors.Missing("Threshold"),
            Period = periods[0],
            Queries = queries,
            ActionsEnabled = CloudWatchInput.Flag(properties, "ActionsEnabled", otherwise: true),
            Description = new(properties.Where(property => Members.Contains(property.Key)).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))),
        };
    }

    private static MetricDataQuery ReadMetric(JsonObject properties)
    {
        var statistic = CloudWatchInput.Text(properties, "Statistic") ?? CloudWatchInput.RequiredText(properties, "ExtendedStatistic");
        var stat = new MetricStat(
            MetricInput.ReadMetric(properties), MetricInput.ReadStatistic(statistic), MetricInput.ReadPeriod(properties), CloudWatchInput.Text(properties, "Unit"));
        return new("m1", stat, null, stat.Metric.Name, true, stat.Period);
    }

    private static MissingData ReadMissingData(string? text) => text switch
    {
        null or "missing" => MissingData.Missing,
        "ignore" => MissingData.Ignore,
        "breaching" => MissingData.Breaching,
        "notBreaching" => MissingData.NotBreaching,
        _ => throw CloudWatchErrors.Invalid($"TreatMissingData is one of breaching, notBreaching, ignore and missing, and not {text}."),
    };
}
