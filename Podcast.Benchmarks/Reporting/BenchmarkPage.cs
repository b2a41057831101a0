using System.Globalization;
using static System.StringComparison;

namespace Podcast.Benchmarks.Reporting;

/// <summary>Writes a run's table into docs/performance.md, between two marks.</summary>
internal static class BenchmarkPage
{
    private const string Begin = "<!-- table: written by Podcast.Benchmarks -->";
    private const string End = "<!-- end of the table -->";

    /// <exception cref="InvalidDataException">The page has no marks.</exception>
    public static string Insert(string page, BenchmarkRun run)
    {
        var (begin, end) = (page.IndexOf(Begin, Ordinal), page.IndexOf(End, Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidDataException($"The page lacks the lines '{Begin}' and '{End}', between which the table goes.");
        }

        var machine = string.Create(
            CultureInfo.InvariantCulture, $"Measured on {run.MeasuredAt:yyyy-MM-dd} with {run.Processors} processors, {run.System}, .NET {run.Runtime}.");
        return $"{page[..begin]}{Begin}\n\n{machine}\n\n{BenchmarkTable.Markdown(run.Rows)}\n\n{page[end..]}";
    }
}
