namespace Podcast.Benchmarks.Results.Model;

/// <summary>Puts the table of a report into the page that describes the benchmarks, between its two markers.</summary>
internal static class PerformancePage
{
    public const string Start = "<!-- table: written by the benchmarks -->";
    public const string End = "<!-- end of the table -->";

    /// <exception cref="InvalidOperationException">The page lacks a marker.</exception>
    public static string Update(string page, BenchmarkReport report, string picture)
    {
        var (start, end) = (page.IndexOf(Start, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return start >= 0 && end > start
            ? $"{page[..start]}{Start}\n{Table(report, picture)}{page[end..]}"
            : throw new InvalidOperationException($"The page needs the lines '{Start}' and '{End}', between which the table goes.");
    }

    private static string Table(BenchmarkReport report, string picture) => $"""
        {ResultText.Origin(report)}.

        ![Each figure against its goal]({picture})

        | what | this system | baseline | ratio | spread | goal | | how |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        {string.Join('\n', report.Results.Select(Row))}

        """;

    private static string Row(BenchmarkResult result)
    {
        string[] cells =
        [
            result.What, ResultText.System(result), ResultText.Baseline(result), ResultText.Ratio(result), ResultText.Spread(result), ResultText.Goal(result),
            ResultText.Met(result), $"`{result.Benchmark}`: {result.Sentence}",
        ];
        return $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
    }
}
