namespace Podcast.Benchmarks.Reporting;

/// <summary>What is written as JSON: the machine, and the rows.</summary>
/// <param name="MeasuredAt">When the run began, UTC.</param>
/// <param name="Processors">The number of processors.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="IsQuick">Whether it was a quick run.</param>
/// <param name="Rows">The rows.</param>
internal sealed record BenchmarkRun(DateTimeOffset MeasuredAt, int Processors, string System, string Runtime, bool IsQuick, IReadOnlyList<BenchmarkRow> Rows);
