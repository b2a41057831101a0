namespace Podcast.Benchmarks.Reporting;

/// <summary>What a run has measured so far. Progress goes to standard error, so that standard output holds the table alone.</summary>
/// <param name="isQuick">Whether fewer rounds or a smaller load do: to see that everything works, not to compare.</param>
internal sealed class BenchmarkReport(bool isQuick)
{
    private readonly List<BenchmarkRow> _rows = [];

    public bool IsQuick => isQuick;

    public IReadOnlyList<BenchmarkRow> Rows => _rows;

    /// <summary>The number for a run, or the one for a quick run.</summary>
    public int Choose(int number, int quick) => isQuick ? quick : number;

    public void Add(BenchmarkRow row) => _rows.Add(row);

    /// <summary>Says how far it is, or a detail that is no row.</summary>
    public static void Progress(string text) => Console.Error.WriteLine("  " + text.ReplaceLineEndings(Environment.NewLine + "  "));
}
