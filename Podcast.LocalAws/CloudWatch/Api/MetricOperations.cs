using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Expressions;
using Podcast.LocalAws.CloudWatch.Metrics;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>The operations on metrics.</summary>
internal sealed class MetricOperations(MetricStore store, MetricDataReader reader, TimeProvider time)
{
    private const int MaxQueries = 500;
    private const int MaxDatapoints = 100_800;
    private const int MaxStatisticsDatapoints = 1_440;
    private const int MaxListed = 500;
    private static readonly TimeSpan RecentlyActive = TimeSpan.FromHours(3);

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html</summary>
    public JsonObject GetMetricData(JsonObject input)
    {
        var queries = MetricInput.ReadQueries(CloudWatchInput.Objects(input, "MetricDataQueries"));
        if (queries.Count is 0 or > MaxQueries)
        {
            throw CloudWatchErrors.Invalid($"The parameter MetricDataQueries needs 1 to {MaxQueries} queries.");
        }

        var (start, end) = ReadRange(input);
        var isAscending = CloudWatchInput.Text(input, "ScanBy") switch
        {
            null or "TimestampDescending" => false,
            "TimestampAscending" => true,
            var other => throw CloudWatchErrors.Invalid($"ScanBy is TimestampAscending or TimestampDescending, and not {other}."),
        };
        var room = CloudWatchInput.Integer(input, "MaxDatapoints", 1, MaxDatapoints) ?? MaxDatapoints;
        var results = new JsonArray();
        foreach (var query in queries.Where(query => query.ReturnsData))
        {
            var points = Read(queries, query, start, end, room);
            room -= points.Count;
            var sorted = isAscending ? points : Enumerable.Reverse(points);
            results.Add((JsonNode)new JsonObject
            {
                ["Id"] = query.Id,
                ["Label"] = query.Label,
                ["Timestamps"] = new JsonArray([.. sorted.Select(point => (JsonNode)CloudWatchInput.ToSeconds(point.At))]),
                ["Values"] = new JsonArray([.. sorted.Select(point => (JsonNode)point.Value)]),
                ["StatusCode"] = "Complete",
            });
        }

        return new() { ["MetricDataResults"] = results, ["Messages"] = new JsonArray() };
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html</summary>
    public JsonObject GetMetricStatistics(JsonObject input)
    {
        var metric = MetricInput.ReadMetric(input);
        var period = MetricInput.ReadPeriod(input);
        var (start, end) = ReadRange(input);
        var names = CloudWatchInput.Texts(input, "Statistics");
        var percentiles = CloudWatchInput.Texts(input, "ExtendedStatistics");
        if (names.Count + percentiles.Count == 0)
        {
            throw CloudWatchErrors.InvalidCombination("The request needs Statistics or ExtendedStatistics.");
        }

        var statistics = names.Select(MetricInput.ReadStatistic).ToList();
        var extended = percentiles.Select(MetricInput.ReadStatistic).ToList();
        var first = MetricSeries.Floor(start, period);
        var count = Count(first, end, period, MaxStatisticsDatapoints);
        var unit = CloudWatchInput.Text(input, "Unit");
        var datapoints = new JsonArray();
        if (store.Find(metric) is { } series && (unit is null || unit == series.Unit))
        {
            var sets = series.Read(first, period, count);
            for (var i = 0; i < count; i++)
            {
                if (sets[i].Count > 0)
                {
                    datapoints.Add((JsonNode)Describe(first + (period * i), series.Unit, sets[i], statistics, extended));
                }
            }
        }

        return new() { ["Label"] = metric.Name, ["Datapoints"] = datapoints };
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html</summary>
    public JsonObject ListMetrics(JsonObject input)
    {
        var wantedNamespace = CloudWatchInput.Text(input, "Namespace");
        var wantedName = CloudWatchInput.Text(input, "MetricName");
        var filters = CloudWatchInput.Objects(input, "Dimensions")
            .Select(filter => (Name: CloudWatchInput.RequiredText(filter, "Name"), Value: CloudWatchInput.Text(filter, "Value"))).ToList();
        var isRecent = CloudWatchInput.Text(input, "RecentlyActive") is not null;
        var listed = store.All
            .Where(pair => (wantedNamespace is null || pair.Key.Namespace == wantedNamespace) && (wantedName is null || pair.Key.Name == wantedName))
            .Where(pair => filters.All(filter => pair.Key.Dimensions.Any(dimension => dimension.Key == filter.Name && (filter.Value is null || dimension.Value == filter.Value))))
            .Where(pair => !isRecent || pair.Value.LastReported > time.GetUtcNow() - RecentlyActive)
            .Select(pair => pair.Key)
            .OrderBy(metric => metric.ToString(), StringComparer.Ordinal)
            .ToList();
        var (page, next) = CloudWatchInput.Page(listed, input, MaxListed);
        return new()
        {
            ["Metrics"] = new JsonArray([.. page.Select(metric => (JsonNode)new JsonObject
            {
                ["Namespace"] = metric.Namespace,
                ["MetricName"] = metric.Name,
                ["Dimensions"] = MetricInput.WriteDimensions(metric),
            })]),
            ["NextToken"] = next,
        };
    }

    private List<(DateTimeOffset At, double Value)> Read(IReadOnlyList<MetricDataQuery> queries, MetricDataQuery query, DateTimeOffset start, DateTimeOffset end, int room)
    {
        var period = query.Period ?? queries.Select(one => one.Stat?.Period).OfType<TimeSpan>().DefaultIfEmpty(TimeSpan.FromMinutes(5)).Max();
        var first = MetricSeries.Floor(start, period);
        var count = Count(first, end, period, room);
        try
        {
            var values = reader.Read(queries, query, first, period, count);
            return [.. values.Index().Where(pair => pair.Item is not null).Select(pair => (first + (period * pair.Index), pair.Item!.Value))];
        }
        catch (MetricMathException reason)
        {
            throw CloudWatchErrors.Invalid($"Error in expression '{query.Id}': {reason.Message}");
        }
    }

    private static (DateTimeOffset Start, DateTimeOffset End) ReadRange(JsonObject input)
    {
        var (start, end) = (CloudWatchInput.RequiredTime(input, "StartTime"), CloudWatchInput.RequiredTime(input, "EndTime"));
        return start < end ? (start, end) : throw CloudWatchErrors.Invalid("The parameter StartTime must be less than the parameter EndTime.");
    }

    private static int Count(DateTimeOffset start, DateTimeOffset end, TimeSpan period, int largest)
    {
        var count = Math.Ceiling((end - start) / period);
        return count <= largest
            ? (int)count
            : throw CloudWatchErrors.InvalidCombination($"The request is for {count} datapoints, which is more than {largest}. Reduce the time range or increase the period.");
    }

    private static JsonObject Describe(DateTimeOffset at, string unit, StatisticSet set, List<Statistic> statistics, List<Statistic> extended)
    {
        var datapoint = new JsonObject { ["Timestamp"] = CloudWatchInput.ToSeconds(at), ["Unit"] = unit };
        foreach (var statistic in statistics)
        {
            datapoint[statistic.Name] = statistic.Of(set);
        }

        if (extended.Count > 0)
        {
            datapoint["ExtendedStatistics"] = new JsonObject(extended.Where(statistic => statistic.Of(set) is not null)
                .Select(statistic => KeyValuePair.Create(statistic.Name, (JsonNode?)statistic.Of(set))));
        }

        return datapoint;
    }
}
