using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Podcast.Functions.Hosting;

/// <summary>
/// Metrics of a function, twice: as a line of CloudWatch's embedded metric format on standard output, which Lambda's log turns into a metric of
/// the namespace <c>Podcast</c> without a dimension, and through the process's meter, for an OTLP collector. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.
/// </summary>
/// <param name="output">Where the lines go. Writing to it has to be safe from several threads, as it is to the console.</param>
/// <param name="time">The time of each line.</param>
internal sealed class FunctionMetrics(TextWriter output, TimeProvider time)
{
    private const string Namespace = "Podcast";

    private static readonly Lazy<TextWriter> StandardOutput = new(
        () => TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true }));

    private static readonly FrozenDictionary<FunctionMetric, Action<double>> Instruments = FunctionMetric.All.ToFrozenDictionary(metric => metric, Create);

    /// <summary>
    /// The metrics of a function that runs in Lambda. The runtime client wraps every line written to the console in a log record, inside of which
    /// CloudWatch finds no metric; so these go past it.
    /// </summary>
    public static FunctionMetrics ToStandardOutput(TimeProvider time) => new(StandardOutput.Value, time);

    /// <param name="metric">What was measured.</param>
    /// <param name="value">Finite, in the metric's unit.</param>
    public void Record(FunctionMetric metric, double value)
    {
        output.WriteLine(Format(metric, value));
        Instruments[metric](value);
    }

    private string Format(FunctionMetric metric, double value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", time.GetUtcNow().ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            json.WriteStartObject();
            json.WriteString("Namespace", Namespace);
            json.WriteStartArray("Dimensions");
            json.WriteStartArray();
            json.WriteEndArray();
            json.WriteEndArray();
            json.WriteStartArray("Metrics");
            json.WriteStartObject();
            json.WriteString("Name", metric.Name);
            json.WriteString("Unit", metric.CloudWatchUnit);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNumber(metric.Name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static Action<double> Create(FunctionMetric metric)
    {
        var meter = FunctionTelemetry.Meter;
        switch (metric.Kind)
        {
            case FunctionMetricKind.Counter:
                var counter = meter.CreateCounter<double>(metric.Name, metric.Unit, metric.Description);
                return value => counter.Add(value);
            case FunctionMetricKind.Histogram:
                var histogram = meter.CreateHistogram<double>(metric.Name, metric.Unit, metric.Description);
                return histogram.Record;
            case FunctionMetricKind.Gauge:
                var gauge = meter.CreateGauge<double>(metric.Name, metric.Unit, metric.Description);
                return gauge.Record;
            default:
                throw new ArgumentOutOfRangeException(nameof(metric));
        }
    }
}
