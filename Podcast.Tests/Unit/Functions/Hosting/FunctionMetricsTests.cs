using System.Diagnostics.Metrics;
using Podcast.Functions.Hosting;

namespace Podcast.Tests.Unit.Functions.Hosting;

public sealed class FunctionMetricsTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly FunctionMetrics _metrics;

    public FunctionMetricsTests() => _metrics = new(_output, new ImmediateTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_123)));

    public void Dispose() => _output.Dispose();

    // The form of the specification's own example.
    [Fact]
    public void Record_AnyMetric_WritesOneLineOfTheEmbeddedMetricFormat()
    {
        _metrics.Record(FunctionMetric.SyncLag, 12.5, FunctionMetricUnit.Milliseconds);
        Assert.Equal(
            """
            {"_aws":{"Timestamp":1800000000123,"CloudWatchMetrics":[{"Namespace":"Podcast","Dimensions":[[]],"Metrics":[{"Name":"SyncLag","Unit":"Milliseconds"}]}]},"SyncLag":12.5}
            """,
            _output.ToString().TrimEnd());
    }

    [Fact]
    public void Record_Level_IsACountToCloudWatch()
    {
        _metrics.Record(FunctionMetric.KvsEntriesLeftOut, 3, FunctionMetricUnit.Level);
        Assert.Contains("\"Unit\":\"Count\"", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_AnyMetric_ReachesTheMeter()
    {
        var seen = new List<(string Name, string? Unit, double Value)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name.StartsWith("FunctionMetricsTests", StringComparison.Ordinal))
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen.Add((instrument.Name, instrument.Unit, value)));
        listener.Start();
        _metrics.Record("FunctionMetricsTests.Count", 1, FunctionMetricUnit.Count);
        _metrics.Record("FunctionMetricsTests.Count", 2, FunctionMetricUnit.Count);
        _metrics.Record("FunctionMetricsTests.Bytes", 3, FunctionMetricUnit.Bytes);
        _metrics.Record("FunctionMetricsTests.Time", 4, FunctionMetricUnit.Milliseconds);
        Assert.Equal(
            [("FunctionMetricsTests.Count", null, 1), ("FunctionMetricsTests.Count", null, 2), ("FunctionMetricsTests.Bytes", "By", 3), ("FunctionMetricsTests.Time", "ms", 4)],
            seen);
    }
}
