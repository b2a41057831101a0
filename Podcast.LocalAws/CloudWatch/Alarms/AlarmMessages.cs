using System.Globalization;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Api;
using Podcast.LocalAws.Core;
using Podcast.LocalAws.Core.Ports;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>What others are told of a change of state.</summary>
internal static class AlarmMessages
{
    /// <summary>The message to a topic. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html.</summary>
    public static JsonObject ToNotification(Alarm alarm, AlarmSnapshot before, AlarmSnapshot after, LocalAwsOptions options)
    {
        var configuration = alarm.Configuration;
        return new()
        {
            ["AlarmName"] = alarm.Name,
            ["AlarmDescription"] = configuration.Text,
            ["AWSAccountId"] = options.AccountId,
            ["AlarmConfigurationUpdatedTimestamp"] = Time(alarm.ConfiguredAt),
            ["NewStateValue"] = after.State.ToText(),
            ["NewStateReason"] = after.Reason,
            ["StateChangeTime"] = Time(after.TransitionedAt),
            ["Region"] = options.Region,
            ["AlarmArn"] = configuration.Arn,
            ["OldStateValue"] = before.State.ToText(),
            ["OKActions"] = Actions(AlarmState.Ok),
            ["AlarmActions"] = Actions(AlarmState.Alarm),
            ["InsufficientDataActions"] = Actions(AlarmState.InsufficientData),
            ["Trigger"] = Trigger(configuration),
        };

        JsonArray Actions(AlarmState state) => new([.. configuration.ActionsFor(state).Select(action => (JsonNode)action)]);
    }

    /// <summary>The event. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html.</summary>
    public static EventBridgeEvent ToEvent(Alarm alarm, AlarmSnapshot before, AlarmSnapshot after) => new(
        "aws.cloudwatch",
        "CloudWatch Alarm State Change",
        new()
        {
            ["alarmName"] = alarm.Name,
            ["state"] = State(after),
            ["previousState"] = State(before),
            ["configuration"] = new JsonObject { ["description"] = alarm.Configuration.Text },
        })
    {
        Resources = [alarm.Configuration.Arn],
        Time = after.TransitionedAt,
    };

    private static JsonObject State(AlarmSnapshot snapshot) => new()
    {
        ["value"] = snapshot.State.ToText(),
        ["reason"] = snapshot.Reason,
        ["reasonData"] = snapshot.ReasonData is { } data ? AlarmReason.ToText(data) : null,
        ["timestamp"] = Time(snapshot.TransitionedAt),
    };

    private static JsonObject Trigger(AlarmConfiguration alarm)
    {
        var trigger = new JsonObject
        {
            ["Period"] = (int)alarm.Period.TotalSeconds,
            ["EvaluationPeriods"] = alarm.Rule.EvaluationPeriods,
            ["DatapointsToAlarm"] = alarm.Rule.DatapointsToAlarm,
            ["ComparisonOperator"] = alarm.Comparison.Name,
            ["Threshold"] = alarm.Threshold,
            ["TreatMissingData"] = CloudWatchInput.Text(alarm.Description, "TreatMissingData") ?? "missing",
        };
        if (alarm.Result.Stat is { } stat)
        {
            trigger["MetricName"] = stat.Metric.Name;
            trigger["Namespace"] = stat.Metric.Namespace;
            trigger["StatisticType"] = alarm.Description.ContainsKey("Statistic") ? "Statistic" : "ExtendedStatistic";
            trigger["Statistic"] = stat.Statistic.Name.ToUpperInvariant();
            trigger["Dimensions"] = new JsonArray([.. stat.Metric.Dimensions.Select(dimension => (JsonNode)new JsonObject { ["value"] = dimension.Value, ["name"] = dimension.Key })]);
        }
        else
        {
            trigger["Metrics"] = alarm.Description["Metrics"]?.DeepClone();
        }

        return trigger;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
