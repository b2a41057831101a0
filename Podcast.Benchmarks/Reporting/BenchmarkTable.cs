using Spectre.Console;
using static Podcast.Benchmarks.Reporting.Figures;

namespace Podcast.Benchmarks.Reporting;

/// <summary>The table: for a terminal, and as Markdown for the page.</summary>
internal static class BenchmarkTable
{
    private const int WidthOfAFile = 200;

    private static readonly string[] Columns = ["what", "this system", "baseline", "ratio", "goal", "met"];

    public static void Print(IReadOnlyList<BenchmarkRow> rows)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidthOfAFile;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns(Columns);
        foreach (var row in rows)
        {
            table.AddRow([.. Cells(row).Select(cell => new Text(cell))]);
        }

        AnsiConsole.Write(table);
    }

    public static string Markdown(IReadOnlyList<BenchmarkRow> rows)
    {
        string[] lines =
        [
            $"| {string.Join(" | ", Columns)} |",
            $"| {string.Join(" | ", Columns.Select(column => column is "ratio" or "met" ? "---:" : "---"))} |",
            .. rows.Select(row => $"| {string.Join(" | ", Cells(row).Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |"),
        ];
        return string.Join('\n', lines);
    }

    private static string[] Cells(BenchmarkRow row) =>
    [
        row.What,
        Text(row.System, row.Unit),
        row.Baseline is null ? "" : $"{row.BaselineName}: {Text(row.Baseline, row.Unit)}",
        row.Ratio is { } ratio ? Number(ratio) : "",
        row.Goal is null ? "" : row.Goal.IsOfRatio ? $"{row.Goal}" : $"{row.Goal} {row.Unit}",
        row.IsMet switch { true => "yes", false => "no", null => "" },
    ];

    private static string Text(Figure figure, string unit) =>
        figure.Rounds == 1 ? $"{Number(figure.Median)} {unit}" : $"{Number(figure.Median)} {unit} ({Number(figure.Lowest)} to {Number(figure.Highest)})";
}
