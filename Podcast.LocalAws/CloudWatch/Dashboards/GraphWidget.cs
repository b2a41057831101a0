using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Metrics;
using Podcast.LocalAws.Core.Metrics;

namespace Podcast.LocalAws.CloudWatch.Dashboards;

/// <summary>A widget of metrics.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Lines">What it shows.</param>
/// <param name="Annotations">Values to compare with, such as a limit.</param>
internal sealed record GraphWidget(string Title, IReadOnlyList<GraphLine> Lines, IReadOnlyList<(string Label, double Value)> Annotations)
{
    private const string DefaultStatistic = "Average";
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Reads a widget's properties. A line that LocalAws cannot draw, such as an expression, is left out. See
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html.
    /// </summary>
    public static GraphWidget Read(JsonObject properties) => new(
        properties["title"]?.ToString() ?? "",
        [.. (properties["metrics"] as JsonArray ?? []).OfType<JsonArray>().Select(line => ReadLine(line, properties)).OfType<GraphLine>()],
        [.. (properties["annotations"]?["horizontal"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(line => line["value"] is JsonValue value && value.TryGetValue<double>(out _))
            .Select(line => (line["label"]?.ToString() ?? "", line["value"]!.GetValue<double>()))]);

    /// <summary>The metric of a line: namespace, name, then names and values of dimensions, then options; <see langword="null"/> for another form.</summary>
    public static MetricId? ReadMetric(JsonArray line)
    {
        var texts = line.Where(item => item is JsonValue).Select(item => item!.ToString()).ToList();
        return texts.Count < 2 || texts.Count % 2 != 0 || texts.Any(text => text is "." or "...")
            ? null
            : new(texts[0], texts[1], texts.Skip(2).Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])));
    }

    private static GraphLine? ReadLine(JsonArray line, JsonObject properties)
    {
        var options = line.Count > 0 ? line[^1] as JsonObject : null;
        var name = (options?["stat"] ?? properties["stat"])?.ToString() ?? DefaultStatistic;
        var seconds = options?["period"] ?? properties["period"];
        return ReadMetric(line) is { } metric && Statistic.Find(name) is { } statistic
            ? new(options?["label"]?.ToString() ?? metric.Name, new(metric, statistic, PeriodOf(seconds), null))
            : null;
    }

    private static TimeSpan PeriodOf(JsonNode? seconds) =>
        seconds is JsonValue value && value.TryGetValue<int>(out var number) && number >= 60 && number % 60 == 0 ? TimeSpan.FromSeconds(number) : DefaultPeriod;
}
