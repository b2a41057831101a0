using System.Text.Json;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core.Metrics;
using Podcast.LocalAws.Core.Ports;
using Podcast.LocalAws.Core.Protocols;

namespace Podcast.LocalAws.CloudWatch.EmbeddedMetrics;

/// <summary>
/// Finds metrics in what functions write: lines of the embedded metric format. A line that is none, or is not well-formed, is only a line of the log, as in AWS. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.
/// </summary>
internal sealed class EmbeddedMetricReader(MetricStore store) : IFunctionLogSink
{
    private const int MaxValues = 100;
    private const int MaxDimensions = 30;

    public void Write(FunctionLogLine line)
    {
        // Nearly every line is none, so that is told without parsing.
        if (line.Text.StartsWith('{') && line.Text.Contains("\"CloudWatchMetrics\"", StringComparison.Ordinal) && Parse(line.Text) is { } document)
        {
            Read(document, line.Timestamp);
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonInput.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Read(JsonObject document, DateTimeOffset written)
    {
        if (document["_aws"] is not JsonObject { } metadata || metadata["CloudWatchMetrics"] is not JsonArray directives)
        {
            return;
        }

        var at = metadata["Timestamp"] is JsonValue value && value.TryGetValue<long>(out var milliseconds) && milliseconds is >= 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : written;
        foreach (var directive in directives.OfType<JsonObject>())
        {
            Read(document, directive, at);
        }
    }

    private void Read(JsonObject document, JsonObject directive, DateTimeOffset at)
    {
        if (Text(directive["Namespace"]) is not { Length: > 0 } space || directive["Metrics"] is not JsonArray metrics)
        {
            return;
        }

        // Without a set of dimensions there would be no metric at all; one empty set is a metric without dimensions.
        var dimensionSets = (directive["Dimensions"] as JsonArray ?? []).OfType<JsonArray>().Select(names => Dimensions(document, names)).ToList();
        foreach (var definition in metrics.OfType<JsonObject>())
        {
            if (Text(definition["Name"]) is not { Length: > 0 } name)
            {
                continue;
            }

            var unit = Text(definition["Unit"]) ?? MetricUnits.None;
            foreach (var dimensions in dimensionSets.OfType<List<KeyValuePair<string, string>>>())
            {
                foreach (var number in Values(document[name]))
                {
                    store.Record(new(space, name, dimensions), number, unit, at);
                }
            }
        }
    }

    private static List<KeyValuePair<string, string>>? Dimensions(JsonObject document, JsonArray names)
    {
        var dimensions = new List<KeyValuePair<string, string>>();
        foreach (var name in names)
        {
            if (Text(name) is not { } key || Text(document[key]) is not { Length: > 0 } value || dimensions.Count == MaxDimensions)
            {
                return null;
            }

            dimensions.Add(new(key, value));
        }

        return dimensions;
    }

    private static IEnumerable<double> Values(JsonNode? node) => node switch
    {
        JsonArray values => values.Take(MaxValues).SelectMany(Values),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.GetValue<double>() is var number && double.IsFinite(number) => [number],
        _ => [],
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
