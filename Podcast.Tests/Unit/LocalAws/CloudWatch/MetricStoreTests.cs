using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core.Metrics;

namespace Podcast.Tests.Unit.LocalAws.CloudWatch;

public sealed class MetricStoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly MetricStore _store;

    public MetricStoreTests() => _store = new(_time, NullLogger<MetricStore>.Instance);

    [Theory]
    [InlineData("Sum", 5050)]
    [InlineData("Average", 50.5)]
    [InlineData("Minimum", 1)]
    [InlineData("Maximum", 100)]
    [InlineData("SampleCount", 100)]
    [InlineData("p50", 50)]
    [InlineData("p99", 99)]
    [InlineData("p100", 100)]
    public void Read_AHundredValues_HasTheStatistic(string statistic, double expected)
    {
        var metric = new MetricId("Test", "Latency");
        for (var value = 1; value <= 100; value++)
        {
            _store.Record(metric, value, MetricUnits.Milliseconds, Start.AddSeconds(value));
        }

        var read = Read(metric, statistic, Start, TimeSpan.FromMinutes(5), 2);

        Assert.Equal(expected, read[0]!.Value, expected * 0.011);
        Assert.Null(read[1]);
    }

    [Fact]
    public void Read_OfLongAgo_IsKeptByTheHour()
    {
        var metric = new MetricId("Test", "Runs");
        for (var minute = 0; minute < 60; minute++)
        {
            _store.Record(metric, 1, MetricUnits.Count, Start.AddMinutes(minute));
        }

        _time.Advance(TimeSpan.FromDays(2));
        _store.Roll();

        Assert.Equal([60], Read(metric, "Sum", Start, TimeSpan.FromHours(1), 1));
        Assert.Equal([60], Read(metric, "Sum", Start, TimeSpan.FromDays(1), 1));

        _time.Advance(TimeSpan.FromDays(14));
        _store.Roll();

        Assert.Null(_store.Find(metric));
    }

    [Fact]
    public void Record_MoreMetricsThanAreKept_TakesThePlaceOfIdleOnesAlone()
    {
        for (var i = 0; i < MetricStore.MaxMetrics; i++)
        {
            _store.Record(new("Test", $"Metric{i}"), 1, MetricUnits.Count, Start.AddSeconds(i));
        }

        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.True(_store.HasRoomFor([new("Test", "New")]));
        Assert.False(_store.HasRoomFor(Enumerable.Range(0, 100).Select(i => new MetricId("Test", $"New{i}"))));
        for (var i = 0; i < 1_000; i++)
        {
            _store.Record(new("Test", $"New{i}"), 1, MetricUnits.Count);
        }

        // 60 of the old ones were reported more than an hour ago.
        Assert.Equal(MetricStore.MaxMetrics, _store.All.Count());
        Assert.Null(_store.Find(new("Test", "Metric0")));
        Assert.NotNull(_store.Find(new("Test", "New59")));
        Assert.Null(_store.Find(new("Test", "New60")));
        Assert.NotNull(_store.Find(new("Test", "Metric60")));
        Assert.True(_store.HasRoomFor([new("Test", "New0")]));
        Assert.False(_store.HasRoomFor([new("Test", "New60")]));
    }

    [Fact]
    public void Record_DimensionsInAnotherOrder_IsTheSameMetric()
    {
        _store.Record(new("Test", "Size", KeyValuePair.Create("A", "1"), KeyValuePair.Create("B", "2")), 1, MetricUnits.Count);
        _store.Record(new("Test", "Size", KeyValuePair.Create("B", "2"), KeyValuePair.Create("A", "1")), 1, MetricUnits.Count);

        Assert.Single(_store.All);
    }

    [Fact]
    public void Percentile_OfASumOfValues_IsNotKnown()
    {
        var set = new StatisticSet();
        set.Add(count: 3, sum: 6, minimum: 1, maximum: 3);

        Assert.Equal((2, null), (set.Average, set.Percentile(0.5)));
    }

    private double?[] Read(MetricId metric, string statistic, DateTimeOffset start, TimeSpan period, int count) =>
        new MetricDataReader(_store).Read(new MetricStat(metric, Statistic.Find(statistic)!, period, null), start, period, count);
}
