using Podcast.Benchmarks.Results.Model;

namespace Podcast.Benchmarks.Results;

/// <summary>A benchmark of the table.</summary>
internal interface IBenchmark
{
    /// <summary>What it is run alone by.</summary>
    string Name { get; }

    /// <summary>What it compares, in one sentence.</summary>
    string Sentence { get; }

    /// <returns>Its rows.</returns>
    Task<IReadOnlyList<BenchmarkResult>> RunAsync(BenchmarkProgress progress);
}
