using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Podcast.LocalAws.CloudWatch.Alarms;
using Podcast.LocalAws.CloudWatch.Metrics;

namespace Podcast.LocalAws.CloudWatch.Dashboards;

/// <summary>Draws a dashboard as a page without scripts, which reloads itself.</summary>
internal sealed class DashboardPage(MetricDataReader reader, AlarmRegistry alarms, TimeProvider time)
{
    public static readonly IReadOnlyList<int> Ranges = [1, 3, 6];

    private const int MaxPoints = 400;

    private static readonly TimeSpan ByTheMinute = TimeSpan.FromHours(1);

    private static readonly string Style = ReadStyle();

    /// <param name="dashboard">The dashboard.</param>
    /// <param name="hours">How far back it shows.</param>
    /// <param name="nonce">The nonce of the page's style sheet.</param>
    public string Write(Dashboard dashboard, int hours, string nonce)
    {
        var now = MetricSeries.Floor(time.GetUtcNow(), TimeSpan.FromMinutes(1));
        var page = new StringBuilder();
        var name = WebUtility.HtmlEncode(dashboard.Name);
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="refresh" content="30">
            <title>{name}</title>
            <style nonce="{nonce}">{Style}</style>
            </head>
            <body>
            <header><h1>{name}</h1><nav>{string.Join(' ', Ranges.Select(range => $"<a href=\"?hours={range}\"{(range == hours ? " aria-current=\"true\"" : "")}>{range} h</a>"))}</nav><p>{now.UtcDateTime:HH:mm} UTC</p></header>
            <main>

            """);
        foreach (var widget in dashboard.Widgets)
        {
            Write(page, widget, now.AddHours(-hours), now);
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private void Write(StringBuilder page, JsonObject widget, DateTimeOffset start, DateTimeOffset end)
    {
        var properties = widget["properties"] as JsonObject ?? [];
        var content = widget["type"]?.ToString() switch
        {
            "text" => $"<h2>{WebUtility.HtmlEncode((properties["markdown"]?.ToString() ?? "").TrimStart('#', ' '))}</h2>",
            "alarm" => DescribeAlarms(properties),
            "metric" => DrawGraph(GraphWidget.Read(properties), Number(widget["width"], 24), start, end),
            var other => $"<p>LocalAws does not draw widgets of the type {WebUtility.HtmlEncode(other)}.</p>",
        };
        page.Append(CultureInfo.InvariantCulture, $"<section class=\"{WebUtility.HtmlEncode(widget["type"]?.ToString())} w{Number(widget["width"], 24)}\">{content}</section>\n");
    }

    private string DrawGraph(GraphWidget graph, int columns, DateTimeOffset start, DateTimeOffset end)
    {
        var lines = graph.Lines.Select(line =>
        {
            // Whole periods, and no more points than can be told apart. A run of a few minutes would be one point in the widgets' periods.
            var shortest = end - start <= ByTheMinute ? TimeSpan.FromMinutes(1) : line.Stat.Period;
            var period = shortest * Math.Max(1, Math.Ceiling((end - start) / shortest / MaxPoints));
            var first = MetricSeries.Floor(start, period);
            var count = (int)Math.Ceiling((end - first) / period);
            return (line.Label, Period: period, First: first, Values: reader.Read(line.Stat, first, period, count));
        }).ToList();
        var begin = lines.Select(line => line.First).DefaultIfEmpty(start).Min();
        var legend = string.Concat(lines.Select((line, i) => $"<li class=\"{GraphSvg.ColourOf(i)}\"><i></i>{WebUtility.HtmlEncode(line.Label)} <b>{(line.Values.LastOrDefault(value => value is not null) is { } last ? GraphSvg.Short(last) : "–")}</b></li>"));
        return $"<h3>{WebUtility.HtmlEncode(graph.Title)}</h3>{GraphSvg.Draw(graph.Title, [.. lines.Select(line => (line.Label, line.Period, line.Values))], graph.Annotations, columns, begin, end)}<ul>{legend}</ul>";
    }

    private string DescribeAlarms(JsonObject properties)
    {
        var arns = (properties["alarms"] as JsonArray ?? []).Select(arn => arn?.ToString()).ToHashSet(StringComparer.Ordinal);
        var shown = alarms.All.Where(alarm => arns.Contains(alarm.Configuration.Arn)).OrderByDescending(alarm => alarm.Current.State == AlarmState.Alarm)
            .ThenBy(alarm => alarm.Current.State == AlarmState.Ok).ToList();
        var ringing = shown.Count(alarm => alarm.Current.State == AlarmState.Alarm);
        return $"<h3>{WebUtility.HtmlEncode(properties["title"]?.ToString())}: {(ringing == 0 ? "none of" : $"{ringing} of")} {shown.Count} in ALARM</h3><ul>{string.Concat(shown.Select(Describe))}</ul>";
    }

    private static string Describe(Alarm alarm)
    {
        var current = alarm.Current;
        var (kind, mark) = current.State switch { AlarmState.Alarm => ("ringing", "!"), AlarmState.Ok => ("ok", "✓"), _ => ("unknown", "?") };
        var since = current.TransitionedAt.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
        return $"<li class=\"{kind}\" title=\"{WebUtility.HtmlEncode($"{current.State.ToText()} since {since} UTC. {current.Reason} {alarm.Configuration.Text}")}\"><i>{mark}</i>{WebUtility.HtmlEncode(ShortNameOf(alarm.Configuration.LogicalId))}</li>";
    }

    // The CDK writes the constructs' names and a hash into the logical id: the last name is what people call the alarm.
    private static string ShortNameOf(string logicalId)
    {
        const string path = "ObservabilityAlarms";
        var name = logicalId.StartsWith(path, StringComparison.Ordinal) ? logicalId[path.Length..] : logicalId;
        return name.Length > 8 && name[^8..].All(char.IsAsciiHexDigitUpper) ? name[..^8] : name;
    }

    private static int Number(JsonNode? node, int otherwise) => node is JsonValue value && value.TryGetValue<int>(out var number) && number is >= 1 and <= 24 ? number : otherwise;

    private static string ReadStyle()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("dashboard.css")!);
        return reader.ReadToEnd();
    }
}
