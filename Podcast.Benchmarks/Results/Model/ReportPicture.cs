using System.Globalization;
using System.Xml.Linq;

namespace Podcast.Benchmarks.Results.Model;

/// <summary>Draws the figure of each row that has a goal as a bar of an SVG that can be read on a light and on a dark page.</summary>
internal static class ReportPicture
{
    private const int Width = 900;
    private const int RowHeight = 28;
    private const int BarStart = 330;
    private const int GoalWidth = 180;
    private const double LongestBar = 2;

    private const string Style = """
        text { font: 13px sans-serif; fill: #1f2328 } .met { fill: #1a7f37 } .missed { fill: #cf222e } line { stroke: #59636e; stroke-dasharray: 4 3 }
        @media (prefers-color-scheme: dark) { text { fill: #f0f6fc } .met { fill: #3fb950 } .missed { fill: #f85149 } line { stroke: #9198a1 } }
        """;

    public static string Draw(BenchmarkReport report)
    {
        XNamespace svg = "http://www.w3.org/2000/svg";
        BenchmarkResult[] judged = [.. report.Results.Where(result => result.Goal is not null)];
        var height = (judged.Length + 2) * RowHeight;
        var goal = BarStart + GoalWidth;
        var picture = new XElement(
            svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {height}"),
            new XAttribute("role", "img"),
            new XElement(svg + "title", "Each figure against its goal"),
            new XElement(svg + "style", Style),
            new XElement(svg + "text", new XAttribute("x", goal), new XAttribute("y", 18), new XAttribute("text-anchor", "middle"), "goal"),
            judged.SelectMany(Row));
        picture.Add(new XElement(
            svg + "line", new XAttribute("x1", goal), new XAttribute("x2", goal), new XAttribute("y1", 24), new XAttribute("y2", height - RowHeight)));
        return picture + "\n";

        IEnumerable<XElement> Row(BenchmarkResult result, int index)
        {
            var top = (index + 1) * RowHeight;
            var part = result.Figure / result.Goal!.Value;
            var bar = Math.Min(double.IsNaN(part) ? 0 : part, LongestBar) * GoalWidth;
            yield return new(svg + "text", new XAttribute("x", BarStart - 10), new XAttribute("y", top + 18), new XAttribute("text-anchor", "end"), result.What);
            yield return new(
                svg + "rect",
                new XAttribute("class", ResultText.Met(result)),
                new XAttribute("x", BarStart),
                new XAttribute("y", top + 5),
                new XAttribute("width", bar.ToString("0.#", CultureInfo.InvariantCulture)),
                new XAttribute("height", RowHeight - 10));
            // A bar that is cut off says so.
            var cut = part > LongestBar ? "… " : "";
            yield return new(
                svg + "text",
                new XAttribute("x", (BarStart + bar + 8).ToString("0.#", CultureInfo.InvariantCulture)),
                new XAttribute("y", top + 18),
                $"{cut}{ResultText.Number(result.Figure)} ({ResultText.Goal(result)})");
        }
    }
}
