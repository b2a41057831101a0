using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.CloudWatch.Api;

/// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html</summary>
internal static class PutMetricData
{
    private const int MaxMetrics = 1_000;
    private const int MaxValues = 150;
    private const int MaxDimensions = 30;
    private static readonly double LargestValue = Math.Pow(2, 360);
    private static readonly TimeSpan OldestData = TimeSpan.FromDays(14);
    private static readonly TimeSpan NewestData = TimeSpan.FromHours(2);

    /// <summary>Validates all of a request before any of it is taken.</summary>
    public static JsonObject Put(MetricStore store, JsonObject input, DateTimeOffset now)
    {
        var space = CloudWatchInput.RequiredText(input, "Namespace");
        if (space.StartsWith("AWS/", StringComparison.Ordinal))
        {
            throw CloudWatchErrors.Invalid("The value AWS/ for parameter Namespace is invalid.");
        }

        var data = CloudWatchInput.Objects(input, "MetricData");
        if (data.Count is 0 or > MaxMetrics)
        {
            throw CloudWatchErrors.Invalid($"The parameter MetricData needs 1 to {MaxMetrics} metrics.");
        }

        var read = data.Select(datum => Read(store, space, datum, now)).ToList();
        if (!store.HasRoomFor(read.Select(taken => taken.Metric)))
        {
            throw CloudWatchErrors.TooManyMetrics(MetricStore.MaxMetrics);
        }

        foreach (var (_, take) in read)
        {
            take();
        }

        return [];
    }

    private static (MetricId Metric, Action Take) Read(MetricStore store, string space, JsonObject datum, DateTimeOffset now)
    {
        var dimensions = MetricInput.ReadDimensions(datum);
        if (dimensions.Count > MaxDimensions)
        {
            throw CloudWatchErrors.Invalid($"A metric has at most {MaxDimensions} dimensions.");
        }

        var metric = new MetricId(space, CloudWatchInput.RequiredText(datum, "MetricName"), dimensions);
        var at = CloudWatchInput.Time(datum, "Timestamp") ?? now;
        if (at < now - OldestData || at > now + NewestData)
        {
            throw CloudWatchErrors.Invalid("The parameter MetricData.member.Timestamp must specify a time no more than two weeks in the past and no more than two hours in the future.");
        }

        var add = ReadValues(datum);
        var unit = CloudWatchInput.Text(datum, "Unit") ?? MetricUnits.None;
        return (metric, () => store.Record(metric, unit, at, add));
    }

    private static Action<StatisticSet> ReadValues(JsonObject datum)
    {
        var value = CloudWatchInput.Number(datum, "Value");
        var values = CloudWatchInput.Numbers(datum, "Values");
        var statistics = datum["StatisticValues"] as JsonObject;
        if ((value is null ? 0 : 1) + (values.Count == 0 ? 0 : 1) + (statistics is null ? 0 : 1) != 1)
        {
            throw CloudWatchErrors.InvalidCombination("A metric needs exactly one of Value, Values and StatisticValues.");
        }

        if (statistics is not null)
        {
            var (count, sum) = (Required(statistics, "SampleCount"), Required(statistics, "Sum"));
            var (minimum, maximum) = (Required(statistics, "Minimum"), Required(statistics, "Maximum"));
            return count > 0 && minimum <= maximum
                ? set => set.Add(count, sum, minimum, maximum)
                : throw CloudWatchErrors.Invalid("StatisticValues needs a SampleCount above 0, and a Minimum that is not above the Maximum.");
        }

        if (value is not null)
        {
            values = [value.Value];
        }

        var counts = CloudWatchInput.Numbers(datum, "Counts");
        if (values.Count > MaxValues || (counts.Count > 0 && counts.Count != values.Count) || counts.Any(count => count <= 0))
        {
            throw CloudWatchErrors.Invalid($"A metric has at most {MaxValues} Values, and as many Counts, which are above 0.");
        }

        foreach (var one in values)
        {
            RequireRange(one);
        }

        return set =>
        {
            for (var i = 0; i < values.Count; i++)
            {
                set.Add(values[i], counts.Count == 0 ? 1 : counts[i]);
            }
        };
    }

    private static double Required(JsonObject statistics, string name)
    {
        var value = CloudWatchInput.Number(statistics, name) ?? throw CloudWatchErrors.Missing($"StatisticValues.{name}");
        RequireRange(value);
        return value;
    }

    private static void RequireRange(double value)
    {
        if (Math.Abs(value) > LargestValue)
        {
            throw CloudWatchErrors.Invalid("A value has to be between -2^360 and 2^360.");
        }
    }
}
