using System.Globalization;
using System.Xml.Linq;
using static Podcast.Benchmarks.Reporting.Figures;

namespace Podcast.Benchmarks.Reporting;

/// <summary>
/// Draws each row that has a goal as a bar, relative to the goal: a bar that ends before the dashed line meets it, whether the goal is an upper bound or a lower one.
/// </summary>
internal static class BenchmarkPicture
{
    private const int Width = 900;
    private const int LabelWidth = 430;
    private const int RowHeight = 24;
    private const int Top = 40;
    private const double GoalAt = 250;
    private const double Longest = 1.6;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // Readable on a light page and on a dark one.
    private const string Style = """
        text { font: 13px system-ui, sans-serif; fill: #24292f } .bar { fill: #2da44e } .missed { fill: #cf222e } .goal { stroke: #57606a; stroke-dasharray: 4 3 }
        @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .bar { fill: #3fb950 } .missed { fill: #f85149 } .goal { stroke: #8b949e } }
        """;

    public static string Draw(IReadOnlyList<BenchmarkRow> rows)
    {
        var judged = rows.Where(row => row.Goal is not null).ToArray();
        var height = Top + (judged.Length * RowHeight) + 10;
        var picture = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {height}"),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", "Each figure as a share of its goal; a bar that ends before the dashed line meets it"),
            new XElement(Svg + "style", Style),
            Label(LabelWidth + GoalAt, 24, "goal", "middle"),
            new XElement(
                Svg + "line", new XAttribute("class", "goal"), Attribute("x1", LabelWidth + GoalAt), Attribute("x2", LabelWidth + GoalAt), Attribute("y1", 30), Attribute("y2", height - 6)),
            judged.SelectMany(DrawRow));
        return picture.ToString() + "\n";
    }

    /// <summary>1 is exactly the goal, less is better.</summary>
    public static double ShareOfGoal(BenchmarkRow row) => row.Goal!.IsUpper ? row.Judged / row.Goal.Bound : row.Goal.Bound / row.Judged;

    private static IEnumerable<XElement> DrawRow(BenchmarkRow row, int index)
    {
        var y = Top + (index * RowHeight);
        var length = Math.Min(ShareOfGoal(row), Longest) * GoalAt;
        yield return Label(LabelWidth - 8, y + 15, row.What, "end");
        yield return new(
            Svg + "rect", new XAttribute("class", row.IsMet == true ? "bar" : "missed"), Attribute("x", LabelWidth), Attribute("y", y + 3), Attribute("width", length), Attribute("height", RowHeight - 8));
        var figure = row.Goal!.IsOfRatio ? Number(row.Judged) : $"{Number(row.Judged)} {row.Unit}";
        yield return Label(LabelWidth + length + 6, y + 15, $"{figure} ({row.Goal})", "start");
    }

    private static XElement Label(double x, double y, string text, string anchor) =>
        new(Svg + "text", Attribute("x", x), Attribute("y", y), new XAttribute("text-anchor", anchor), text);

    private static XAttribute Attribute(string name, double value) => new(name, value.ToString("0.##", CultureInfo.InvariantCulture));
}
