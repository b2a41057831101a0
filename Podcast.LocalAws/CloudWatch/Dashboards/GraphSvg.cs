using System.Globalization;
using System.Net;
using System.Text;

namespace Podcast.LocalAws.CloudWatch.Dashboards;

/// <summary>Draws a graph as SVG without a style of its own: the page's style sheet has the colours, for light and dark.</summary>
internal sealed class GraphSvg
{
    private const double WidthOfColumn = 60;
    private const double Height = 190;
    private const double Left = 46;
    private const double Right = 8;
    private const double Top = 8;
    private const double Bottom = 20;
    private const int Colours = 8;

    private static readonly int[] Steps = [1, 2, 5, 10];

    private readonly StringBuilder _svg = new();
    private readonly double _width;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;
    private readonly double _largest;

    private GraphSvg(double width, DateTimeOffset start, DateTimeOffset end, double largest) => (_width, _start, _end, _largest) = (width, start, end, largest);

    /// <param name="title">The graph's name, for readers who do not see it.</param>
    /// <param name="lines">For each line its values and the length of their period.</param>
    /// <param name="annotations">Values to compare with.</param>
    /// <param name="columns">How many of the page's 24 columns the graph is wide.</param>
    /// <param name="start">The left edge, at which the first period begins.</param>
    /// <param name="end">The right edge.</param>
    public static string Draw(
        string title,
        IReadOnlyList<(string Label, TimeSpan Period, double?[] Values)> lines,
        IReadOnlyList<(string Label, double Value)> annotations,
        int columns,
        DateTimeOffset start,
        DateTimeOffset end)
    {
        var values = lines.SelectMany(line => line.Values).OfType<double>().ToList();
        // A limit far above all values would make them a flat line.
        var largest = values.DefaultIfEmpty(0).Max();
        var shown = annotations.Where(annotation => annotation.Value <= Math.Max(largest * 4, 1)).ToList();
        var graph = new GraphSvg(columns * WidthOfColumn, start, end, Nice(shown.Select(annotation => annotation.Value).Append(largest).Max()));
        graph.DrawFrame(title);
        foreach (var (label, value) in shown)
        {
            graph.DrawAnnotation(label, value);
        }

        for (var i = 0; i < lines.Count; i++)
        {
            graph.DrawLine(i, lines[i].Label, lines[i].Period, lines[i].Values);
        }

        if (values.Count == 0)
        {
            graph.Text("none", graph._width / 2, Height / 2, "middle", "No data yet");
        }

        return graph._svg.Append("</svg>").ToString();
    }

    /// <summary>A value in few characters, such as 1.2k.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        >= 1e9 => Format(value / 1e9) + "G",
        >= 1e6 => Format(value / 1e6) + "M",
        >= 1e4 => Format(value / 1e3) + "k",
        _ => Format(value),
    };

    public static string ColourOf(int line) => $"s{line % Colours}{(line >= Colours ? " dashed" : "")}";

    private void DrawFrame(string title)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {_width} {Height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">");
        for (var i = 0; i <= 2; i++)
        {
            var value = _largest * i / 2;
            _svg.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{Left} {Y(value):0.#}H{_width - Right}\"/>");
            Text("axis", Left - 5, Y(value) + 4, "end", Short(value));
        }

        for (var i = 0; i <= 3; i++)
        {
            var time = _start + ((_end - _start) * i / 3);
            Text("axis", X(time), Height - 5, i == 0 ? "start" : i == 3 ? "end" : "middle", time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture));
        }
    }

    private void DrawAnnotation(string label, double value)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"<path class=\"limit\" d=\"M{Left} {Y(value):0.#}H{_width - Right}\"/>");
        Text("axis limit", _width - Right, Y(value) - 3, "end", label);
    }

    // A line through values that follow each other, and a dot for each.
    private void DrawLine(int index, string label, TimeSpan period, double?[] values)
    {
        var path = new StringBuilder();
        var dots = new StringBuilder();
        var isConnected = false;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
            {
                isConnected = false;
                continue;
            }

            var time = _start + (period * i);
            var (x, y) = (X(time), Y(value));
            path.Append(CultureInfo.InvariantCulture, $"{(isConnected ? 'L' : 'M')}{x:0.#} {y:0.#}");
            dots.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"2.5\"><title>{WebUtility.HtmlEncode(label)} {time.UtcDateTime:HH:mm}: {Short(value)}</title></circle>");
            isConnected = true;
        }

        _svg.Append(CultureInfo.InvariantCulture, $"<g class=\"line {ColourOf(index)}\"><path d=\"{path}\"/>{dots}</g>");
    }

    private void Text(string kind, double x, double y, string anchor, string text) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{kind}\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");

    private double X(DateTimeOffset time) => Left + ((time - _start) / (_end - _start) * (_width - Left - Right));

    private double Y(double value) => Height - Bottom - (Math.Max(0, value) / _largest * (Height - Top - Bottom));

    private static string Format(double value) => value.ToString(Math.Abs(value) < 10 ? "0.##" : "0.#", CultureInfo.InvariantCulture);

    // The next of 1, 2, 5, 10 and so on.
    private static double Nice(double largest)
    {
        if (largest <= 0)
        {
            return 1;
        }

        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(largest)));
        return Steps.Select(step => step * magnitude).First(step => step >= largest * 0.999999);
    }
}
