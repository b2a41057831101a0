namespace Podcast.Benchmarks.Reporting;

/// <summary>A benchmark that adds rows to the table.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Sentence">What it measures, for <c>--list</c> and the page.</param>
/// <param name="RunAsync">Measures, and adds the rows.</param>
internal sealed record Benchmark(string Name, string Sentence, Func<BenchmarkReport, Task> RunAsync);
