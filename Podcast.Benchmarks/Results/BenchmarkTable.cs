using Podcast.Benchmarks.Results.Model;
using Spectre.Console;

namespace Podcast.Benchmarks.Results;

/// <summary>Prints a report as a table.</summary>
internal static class BenchmarkTable
{
    public static void Print(IAnsiConsole console, BenchmarkReport report)
    {
        var table = new Table().AddColumns("what", "this system", "baseline", "ratio", "spread", "goal", "met");
        foreach (var result in report.Results)
        {
            string[] cells =
            [
                result.What, ResultText.System(result), ResultText.Baseline(result), ResultText.Ratio(result), ResultText.Spread(result), ResultText.Goal(result),
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell)), new Text(ResultText.Met(result), new Style(result.Goal is null ? Color.Default : result.Met ? Color.Green : Color.Red))]);
        }

        console.Write(table);
        console.WriteLine(ResultText.Origin(report));
    }
}
