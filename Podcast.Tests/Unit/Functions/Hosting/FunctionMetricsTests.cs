using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
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
        _metrics.Record(FunctionMetric.SyncLag, 12.5);
        Assert.Equal(
            """
            {"_aws":{"Timestamp":1800000000123,"CloudWatchMetrics":[{"Namespace":"Podcast","Dimensions":[[]],"Metrics":[{"Name":"podcast.sync.lag","Unit":"Seconds"}]}]},"podcast.sync.lag":12.5}
            """,
            _output.ToString().TrimEnd());
    }

    [Fact]
    public void Record_OfAnyUnit_NamesCloudWatchsUnit()
    {
        foreach (var metric in FunctionMetric.All)
        {
            _metrics.Record(metric, 3);
        }

        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(FunctionMetric.All.Select(metric => metric.CloudWatchUnit), lines.Select(line => JsonNode.Parse(line)!["_aws"]!["CloudWatchMetrics"]![0]!["Metrics"]![0]!["Unit"]!.ToString()));
        Assert.Equal(["Bytes", "Count", "Seconds"], FunctionMetric.All.Select(metric => metric.CloudWatchUnit).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Record_AnyMetric_ReachesTheMeterUnderTheSameName()
    {
        var seen = new List<(string Name, double Value)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == FunctionTelemetry.Meter)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        // Other tests record at the same time: these values are of this one alone.
        const double Value = 987_654.5;
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (value == Value)
            {
                seen.Add((instrument.Name, value));
            }
        });
        listener.Start();
        foreach (var metric in FunctionMetric.All)
        {
            _metrics.Record(metric, Value);
        }

        Assert.Equal(FunctionMetric.All.Select(metric => (metric.Name, Value)), seen);
    }
}
