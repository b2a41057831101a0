using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Expressions;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>Reads metrics, statistics and queries, which requests and templates write in the same way.</summary>
internal static class MetricInput
{
    private const int LargestPeriod = 86_400;

    public static MetricId ReadMetric(JsonObject input) =>
        new(CloudWatchInput.RequiredText(input, "Namespace"), CloudWatchInput.RequiredText(input, "MetricName"), ReadDimensions(input));

    public static IReadOnlyList<KeyValuePair<string, string>> ReadDimensions(JsonObject input) =>
        [.. CloudWatchInput.Objects(input, "Dimensions").Select(dimension => KeyValuePair.Create(CloudWatchInput.RequiredText(dimension, "Name"), CloudWatchInput.RequiredText(dimension, "Value")))];

    public static JsonArray WriteDimensions(MetricId metric) =>
        new([.. metric.Dimensions.Select(dimension => (JsonNode)new JsonObject { ["Name"] = dimension.Key, ["Value"] = dimension.Value })]);

    public static Statistic ReadStatistic(string name) => Statistic.Find(name)
        ?? throw CloudWatchErrors.Invalid($"LocalAws has the statistics Sum, Average, Minimum, Maximum, SampleCount and percentiles such as p99, but not {name}.");

    public static TimeSpan ReadPeriod(JsonObject input)
    {
        var seconds = CloudWatchInput.Integer(input, "Period", 1, LargestPeriod * 7) ?? throw CloudWatchErrors.Missing("Period");
        return seconds % 60 == 0
            ? TimeSpan.FromSeconds(seconds)
            : throw CloudWatchErrors.Invalid($"LocalAws keeps metrics by the minute: a period has to be a multiple of 60 seconds, and not {seconds}.");
    }

    public static IReadOnlyList<MetricDataQuery> ReadQueries(IReadOnlyList<JsonObject> queries)
    {
        var read = queries.Select(ReadQuery).ToList();
        return read.Select(query => query.Id).Distinct(StringComparer.Ordinal).Count() == read.Count
            ? read
            : throw CloudWatchErrors.Invalid("Each query needs an id of its own.");
    }

    private static MetricDataQuery ReadQuery(JsonObject query)
    {
        var id = CloudWatchInput.RequiredText(query, "Id");
        var expression = CloudWatchInput.Text(query, "Expression");
        var stat = query["MetricStat"] as JsonObject;
        if (expression is null == stat is null)
        {
            throw CloudWatchErrors.InvalidCombination($"The query {id} needs either MetricStat or Expression.");
        }

        var label = CloudWatchInput.Text(query, "Label");
        var returnsData = CloudWatchInput.Flag(query, "ReturnData", otherwise: true);
        var period = query["Period"] is null ? (TimeSpan?)null : ReadPeriod(query);
        if (stat is null)
        {
            return new(id, null, Parse(expression!), label ?? id, returnsData, period);
        }

        var read = ReadStat(id, stat);
        return new(id, read, null, label ?? read.Metric.Name, returnsData, read.Period);
    }

    private static MetricStat ReadStat(string id, JsonObject stat)
    {
        var metric = stat["Metric"] as JsonObject ?? throw CloudWatchErrors.Missing($"MetricStat.Metric of the query {id}");
        return new(ReadMetric(metric), ReadStatistic(CloudWatchInput.RequiredText(stat, "Stat")), ReadPeriod(stat), CloudWatchInput.Text(stat, "Unit"));
    }

    private static MathNode Parse(string expression)
    {
        try
        {
            return MathParser.Parse(expression);
        }
        catch (MetricMathException reason)
        {
            throw CloudWatchErrors.Invalid($"Error in expression '{expression}': {reason.Message}");
        }
    }
}
