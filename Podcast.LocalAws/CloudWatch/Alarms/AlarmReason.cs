using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>Says why an alarm has its state, in CloudWatch's words.</summary>
internal static class AlarmReason
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="alarm">The alarm.</param>
    /// <param name="range">The datapoints of its evaluation range, the oldest first.</param>
    /// <param name="before">The state before.</param>
    /// <param name="after">The state that was decided.</param>
    public static string Describe(AlarmConfiguration alarm, IReadOnlyList<Datapoint> range, AlarmState before, AlarmState after)
    {
        var rule = alarm.Rule;
        var real = range.Where(point => point.Value is not null).TakeLast(rule.EvaluationPeriods).Reverse().ToList();
        var missing = rule.EvaluationPeriods - real.Count;
        if (after == AlarmState.InsufficientData)
        {
            return $"Insufficient Data: {Count(Math.Max(missing, 1), "datapoint")} {(missing > 1 ? "were" : "was")} unknown.";
        }

        var deciding = real.Where(point => alarm.Comparison.IsBreaching(point.Value!.Value, alarm.Threshold) == (after == AlarmState.Alarm)).ToList();
        var treated = missing > 0 && rule.MissingData is MissingData.Breaching or MissingData.NotBreaching
            ? $"{Count(missing, "missing datapoint")} {(missing > 1 ? "were" : "was")} treated as [{rule.MissingData}]"
            : null;
        if (deciding.Count == 0)
        {
            return treated is null
                ? $"Threshold Crossed: no datapoints were received for {Count(rule.EvaluationPeriods, "period")}."
                : $"Threshold Crossed: no datapoints were received for {Count(missing, "period")} and {treated}.";
        }

        var values = string.Join(", ", deciding.Select(point => $"{Number(point.Value!.Value)} ({point.At.UtcDateTime.ToString("dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture)})"));
        var (verb, not) = (deciding.Count == 1 ? "was" : "were", after == AlarmState.Alarm ? "" : "not ");
        var minimum = after == AlarmState.Alarm ? rule.DatapointsToAlarm : rule.EvaluationPeriods - rule.DatapointsToAlarm + 1;
        return $"Threshold Crossed: {deciding.Count} out of the last {Count(rule.EvaluationPeriods, "datapoint", alwaysPlural: true)} [{values}] {verb} {not}{alarm.Comparison.Words} "
            + $"the threshold ({Number(alarm.Threshold)}){(treated is null ? "" : $" and {treated}")} (minimum {Count(minimum, "datapoint")} for {before.ToText()} -> {after.ToText()} transition).";
    }

    /// <summary>The reason as data.</summary>
    public static JsonObject ToData(AlarmConfiguration alarm, IReadOnlyList<Datapoint> range, DateTimeOffset now)
    {
        var evaluated = range.TakeLast(alarm.Rule.EvaluationPeriods).ToList();
        return new()
        {
            ["version"] = "1.0",
            ["queryDate"] = Time(now),
            ["startDate"] = Time(evaluated[0].At),
            ["statistic"] = alarm.Result.Stat?.Statistic.Name,
            ["period"] = (int)alarm.Period.TotalSeconds,
            ["recentDatapoints"] = new JsonArray([.. evaluated.Where(point => point.Value is not null).Select(point => (JsonNode?)point.Value)]),
            ["threshold"] = alarm.Threshold,
            ["evaluatedDatapoints"] = new JsonArray([.. Enumerable.Reverse(evaluated).Select(point => point.Value is { } value
                ? (JsonNode)new JsonObject { ["timestamp"] = Time(point.At), ["value"] = value }
                : new JsonObject { ["timestamp"] = Time(point.At) })]),
        };
    }

    /// <summary>The data as the text that the API has of it.</summary>
    public static string ToText(JsonObject data) => data.ToJsonString(Plain);

    private static string Count(int count, string noun, bool alwaysPlural = false) => $"{count} {noun}{(count == 1 && !alwaysPlural ? "" : "s")}";

    private static string Number(double value) => value.ToString("0.0##############", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);
}
