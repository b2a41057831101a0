using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Alarms;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>The operations on alarms.</summary>
internal sealed class AlarmOperations(AlarmRegistry alarms, AlarmActions actions, TimeProvider time)
{
    private const int MaxRecords = 100;
    private const int DefaultRecords = 50;

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html</summary>
    public JsonObject Describe(JsonObject input)
    {
        var names = CloudWatchInput.Texts(input, "AlarmNames");
        var prefix = CloudWatchInput.Text(input, "AlarmNamePrefix");
        if (names.Count > 0 && prefix is not null)
        {
            throw CloudWatchErrors.InvalidCombination("AlarmNames and AlarmNamePrefix exclude each other.");
        }

        var types = CloudWatchInput.Texts(input, "AlarmTypes");
        var state = CloudWatchInput.Text(input, "StateValue") is { } text ? ReadState(text) : (AlarmState?)null;
        var actionPrefix = CloudWatchInput.Text(input, "ActionPrefix");
        var found = alarms.All
            .Where(_ => types.Count == 0 || types.Contains("MetricAlarm"))
            .Where(alarm => names.Count == 0 || names.Contains(alarm.Name))
            .Where(alarm => prefix is null || alarm.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(alarm => state is null || alarm.Current.State == state)
            .Where(alarm => actionPrefix is null || Enum.GetValues<AlarmState>().SelectMany(alarm.Configuration.ActionsFor).Any(action => action.StartsWith(actionPrefix, StringComparison.Ordinal)))
            .ToList();
        var (page, next) = CloudWatchInput.Page(found, input, CloudWatchInput.Integer(input, "MaxRecords", 1, MaxRecords) ?? DefaultRecords);
        return new()
        {
            ["CompositeAlarms"] = new JsonArray(),
            ["MetricAlarms"] = new JsonArray([.. page.Select(alarm => (JsonNode)Describe(alarm))]),
            ["NextToken"] = next,
        };
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html</summary>
    public JsonObject DescribeForMetric(JsonObject input)
    {
        var metric = MetricInput.ReadMetric(input);
        var statistic = CloudWatchInput.Text(input, "Statistic") ?? CloudWatchInput.Text(input, "ExtendedStatistic");
        var period = CloudWatchInput.Integer(input, "Period", 1, int.MaxValue);
        var found = alarms.All.Where(alarm => alarm.Configuration.Result.Stat is { } stat
            && stat.Metric.Equals(metric)
            && (statistic is null || stat.Statistic.Name == statistic)
            && (period is null || stat.Period == TimeSpan.FromSeconds(period.Value)));
        return new() { ["MetricAlarms"] = new JsonArray([.. found.Select(alarm => (JsonNode)Describe(alarm))]) };
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html</summary>
    public JsonObject DescribeHistory(JsonObject input)
    {
        var name = CloudWatchInput.Text(input, "AlarmName");
        var type = CloudWatchInput.Text(input, "HistoryItemType");
        var (start, end) = (CloudWatchInput.Time(input, "StartDate"), CloudWatchInput.Time(input, "EndDate"));
        var isAscending = CloudWatchInput.Text(input, "ScanBy") == "TimestampAscending";
        var items = alarms.All
            .Where(alarm => name is null || alarm.Name == name)
            .SelectMany(alarm => alarm.History.Select(item => (alarm.Name, Item: item)))
            .Where(entry => (type is null || entry.Item.Type == type) && (start is null || entry.Item.At >= start) && (end is null || entry.Item.At <= end))
            .OrderByDescending(entry => entry.Item.At)
            .ToList();
        if (isAscending)
        {
            items.Reverse();
        }

        var (page, next) = CloudWatchInput.Page(items, input, CloudWatchInput.Integer(input, "MaxRecords", 1, MaxRecords) ?? DefaultRecords);
        return new()
        {
            ["AlarmHistoryItems"] = new JsonArray([.. page.Select(entry => (JsonNode)new JsonObject
            {
                ["AlarmName"] = entry.Name,
                ["AlarmType"] = "MetricAlarm",
                ["Timestamp"] = CloudWatchInput.ToSeconds(entry.Item.At),
                ["HistoryItemType"] = entry.Item.Type,
                ["HistorySummary"] = entry.Item.Summary,
                ["HistoryData"] = AlarmReason.ToText(entry.Item.Data),
            })]),
            ["NextToken"] = next,
        };
    }

    /// <summary>Sets a state until the next evaluation. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html</summary>
    public async Task<JsonObject> SetStateAsync(JsonObject input, CancellationToken cancellationToken)
    {
        var name = CloudWatchInput.RequiredText(input, "AlarmName");
        var alarm = alarms.Find(name) ?? throw CloudWatchErrors.NoSuchAlarm(name);
        var state = ReadState(CloudWatchInput.RequiredText(input, "StateValue"));
        var reason = CloudWatchInput.RequiredText(input, "StateReason");
        if (alarm.Set(state, reason, ReadReasonData(CloudWatchInput.Text(input, "StateReasonData")), time.GetUtcNow()) is { } before)
        {
            await actions.RunAsync(alarm, before, cancellationToken);
        }

        return [];
    }

    private static AlarmState ReadState(string text) =>
        AlarmStates.Parse(text) ?? throw CloudWatchErrors.Invalid($"A state is OK, ALARM or INSUFFICIENT_DATA, and not {text}.");

    private static JsonObject? ReadReasonData(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject ?? throw CloudWatchErrors.InvalidFormat("StateReasonData was not a valid JSON object.");
        }
        catch (JsonException)
        {
            throw CloudWatchErrors.InvalidFormat("StateReasonData was not a valid JSON object.");
        }
    }

    private static JsonObject Describe(Alarm alarm)
    {
        var (configuration, current) = (alarm.Configuration, alarm.Current);
        var description = (JsonObject)configuration.Description.DeepClone();
        description["AlarmName"] = alarm.Name;
        description["AlarmArn"] = configuration.Arn;
        description["AlarmConfigurationUpdatedTimestamp"] = CloudWatchInput.ToSeconds(alarm.ConfiguredAt);
        description["ActionsEnabled"] = configuration.ActionsEnabled;
        description["StateValue"] = current.State.ToText();
        description["StateReason"] = current.Reason;
        description["StateUpdatedTimestamp"] = CloudWatchInput.ToSeconds(current.UpdatedAt);
        description["StateTransitionedTimestamp"] = CloudWatchInput.ToSeconds(current.TransitionedAt);
        description["EvaluationPeriods"] = configuration.Rule.EvaluationPeriods;
        description["Threshold"] = configuration.Threshold;
        if (current.ReasonData is { } data)
        {
            description["StateReasonData"] = AlarmReason.ToText(data);
        }

        // In a template numbers may be texts.
        if (description.ContainsKey("DatapointsToAlarm"))
        {
            description["DatapointsToAlarm"] = configuration.Rule.DatapointsToAlarm;
        }

        if (description.ContainsKey("Period"))
        {
            description["Period"] = (int)configuration.Period.TotalSeconds;
        }

        foreach (var list in (string[])["OKActions", "AlarmActions", "InsufficientDataActions", "Dimensions"])
        {
            description.TryAdd(list, new JsonArray());
        }

        return description;
    }
}
