namespace Podcast.Benchmarks.Results;

/// <summary>Where a benchmark says how far it is, and how thoroughly it measures.</summary>
/// <param name="output">Not the output of the table.</param>
/// <param name="isQuick">Whether a coarse figure is enough.</param>
internal sealed class BenchmarkProgress(TextWriter output, bool isQuick)
{
    /// <returns>The first value; when a coarse figure is enough, the second.</returns>
    public T Choose<T>(T thorough, T quick) => isQuick ? quick : thorough;

    public Task ReportAsync(string text) => output.WriteLineAsync("  " + text);
}
