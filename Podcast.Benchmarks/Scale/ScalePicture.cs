using System.Globalization;
using System.Text;
using Podcast.Benchmarks.Scale.Model;

namespace Podcast.Benchmarks.Scale;

/// <summary>The simulation's two pictures as SVG, readable on a light and on a dark page.</summary>
internal static class ScalePicture
{
    private const int Width = 960;
    private const int Left = 430;
    private const int Right = 24;
    private const double Least = 4;
    private const double Most = 9;

    private const string Style = """
        <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .axis { stroke: #8c959f; stroke-width: 1; } .grid { stroke: #8c959f; stroke-width: 0.5; opacity: 0.4; }
        .a { fill: #0969da; } .b { fill: #bc4c00; } .line-a { stroke: #0969da; fill: none; stroke-width: 2.5; } .line-b { stroke: #bc4c00; fill: none; stroke-width: 2.5; stroke-dasharray: 7 4; }
        .end { text-anchor: end; } .middle { text-anchor: middle; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; } .a { fill: #58a6ff; } .b { fill: #f0883e; } .line-a { stroke: #58a6ff; } .line-b { stroke: #f0883e; }
        }
        </style>
        """;

    /// <summary>A bar a limit, from ten thousand subscribers to where it is met.</summary>
    public static string Limits(ScaleInputs inputs)
    {
        var limits = ScaleLimits.Of(inputs).Select(limit => (limit.Name, At: limit.MetAt())).Where(limit => limit.At < Math.Pow(10, Most)).OrderBy(limit => limit.At).ToArray();
        const int top = 44;
        const int row = 28;
        var height = top + (limits.Length * row) + 44;
        var svg = Begin(height, "Subscribers at which each limit is met, as the system stands");
        for (var power = (int)Least; power <= Most; power++)
        {
            Line(svg, "grid", X(power), top - 6, X(power), height - 34);
            Text(svg, "middle", X(power), height - 14, Short(Math.Pow(10, power)));
        }

        for (var i = 0; i < limits.Length; i++)
        {
            var y = top + (i * row);
            var end = X(Math.Log10(limits[i].At));
            Text(svg, "end", Left - 10, y + 15, limits[i].Name);
            Add(svg, $"<rect class=\"{(i == 0 ? "b" : "a")}\" x=\"{Left}\" y=\"{y}\" width=\"{Math.Max(2, end - Left)}\" height=\"20\" rx=\"2\"/>");
            Text(svg, "", end + 6, y + 15, Short(limits[i].At));
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Four small charts: one store (a whole line) against as many as it takes (a broken one).</summary>
    public static string Results(IReadOnlyList<ScaleResult> one, IReadOnlyList<ScaleResult> several)
    {
        (string Title, Func<ScaleResult, double> Value, Func<double, string> Label)[] charts =
        [
            ("Decided at the edge, %", result => result.Store.ShareDecidedAtEdge * 100, value => value.ToString("0.#", CultureInfo.InvariantCulture)),
            ("Refused by the fallback, %", result => result.Load.ShareRefused * 100, value => value.ToString("0.#", CultureInfo.InvariantCulture)),
            ("Sync lag, p99, s", result => result.Lag.P99Seconds, Short),
            ("Cost of a subscriber and month, $", result => result.CostTogether / result.Subscribers, value => value.ToString("0.000", CultureInfo.InvariantCulture)),
        ];
        const int chartHeight = 190;
        const int chartWidth = Width / 2;
        var svg = Begin((2 * chartHeight) + 70, "One store and as many stores as it takes");
        Line(svg, "line-a", 24, 40, 64, 40);
        Text(svg, "", 72, 44, "one store");
        Line(svg, "line-b", 170, 40, 210, 40);
        Text(svg, "", 218, 44, "as many stores as it takes");
        for (var i = 0; i < charts.Length; i++)
        {
            var (title, value, label) = charts[i];
            var (left, top) = (24 + (i % 2 * chartWidth), 66 + (i / 2 * chartHeight));
            var highest = Math.Max(one.Concat(several).Max(value), 1e-9) * 1.15;
            Text(svg, "", left, top, title);
            Line(svg, "axis", left, top + 136, left + chartWidth - 60, top + 136);
            foreach (var (results, line, fill) in new[] { (one, "line-a", "a"), (several, "line-b", "b") })
            {
                var points = results.Select((result, step) => (
                    X: left + 24 + (step * (chartWidth - 110.0) / (results.Count - 1)),
                    Y: top + 136 - (value(result) / highest * 116),
                    Value: value(result))).ToArray();
                Add(svg, $"<polyline class=\"{line}\" points=\"{string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:0.#},{point.Y:0.#}")))}\"/>");
                foreach (var point in points)
                {
                    Add(svg, $"<circle class=\"{fill}\" cx=\"{point.X:0.#}\" cy=\"{point.Y:0.#}\" r=\"3\"/>");
                }

                Text(svg, "", points[^1].X + 8, points[^1].Y + 4, label(points[^1].Value));
            }

            for (var step = 0; step < one.Count; step++)
            {
                Text(svg, "middle", left + 24 + (step * (chartWidth - 110.0) / (one.Count - 1)), top + 154, Short(one[step].Subscribers));
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    public static void Write(string path, string svg)
    {
        File.WriteAllText(path, svg);
        Console.WriteLine($"wrote {path}");
    }

    private static StringBuilder Begin(int height, string title)
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{title}\">");
        svg.Append(Style).Append('\n');
        Text(svg, "", 24, 22, title);
        return svg;
    }

    private static double X(double power) => Left + ((power - Least) / (Most - Least) * (Width - Left - Right - 50));

    private static void Line(StringBuilder svg, string style, double x1, double y1, double x2, double y2) =>
        Add(svg, $"<line class=\"{style}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    private static void Text(StringBuilder svg, string style, double x, double y, string text) =>
        Add(svg, $"<text class=\"{style}\" x=\"{x:0.#}\" y=\"{y:0.#}\">{text}</text>");

    private static void Add(StringBuilder svg, FormattableString element) => svg.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Short(double value) => value switch
    {
        >= 1e9 => Figure(value / 1e9) + " bn",
        >= 1e6 => Figure(value / 1e6) + " M",
        >= 1e3 => Figure(value / 1e3) + " k",
        _ => Figure(value),
    };

    private static string Figure(double value) => value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
