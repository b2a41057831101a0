using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
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

    private static readonly Meter Meter = new(FunctionTelemetry.SourceName);
    private static readonly Lazy<TextWriter> StandardOutput = new(
        () => TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true }));

    private static readonly ConcurrentDictionary<string, Action<double>> Instruments = new(StringComparer.Ordinal);

    /// <summary>
    /// The metrics of a function that runs in Lambda. The runtime client wraps every line written to the console in a log record, inside of which
    /// CloudWatch finds no metric; so these go past it.
    /// </summary>
    public static FunctionMetrics ToStandardOutput(TimeProvider time) => new(StandardOutput.Value, time);

    /// <param name="name">One of <see cref="FunctionMetric"/>.</param>
    /// <param name="value">Finite; in bytes, milliseconds or pieces.</param>
    /// <param name="unit">The same for all values of one name.</param>
    public void Record(string name, double value, FunctionMetricUnit unit)
    {
        output.WriteLine(Format(name, value, unit));
        Instruments.GetOrAdd(name, Create, unit)(value);
    }

    private string Format(string name, double value, FunctionMetricUnit unit)
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
            json.WriteString("Name", name);
            json.WriteString("Unit", unit == FunctionMetricUnit.Level ? nameof(FunctionMetricUnit.Count) : unit.ToString());
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNumber(name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static Action<double> Create(string name, FunctionMetricUnit unit)
    {
        switch (unit)
        {
            case FunctionMetricUnit.Count:
                var counter = Meter.CreateCounter<double>(name);
                return value => counter.Add(value);
            case FunctionMetricUnit.Milliseconds:
                var histogram = Meter.CreateHistogram<double>(name, "ms");
                return value => histogram.Record(value);
            case FunctionMetricUnit.Level:
            case FunctionMetricUnit.Bytes:
                var gauge = Meter.CreateGauge<double>(name, unit == FunctionMetricUnit.Bytes ? "By" : null);
                return value => gauge.Record(value);
            default:
                throw new ArgumentOutOfRangeException(nameof(unit));
        }
    }
}
