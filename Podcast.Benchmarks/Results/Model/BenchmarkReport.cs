using System.Text.Json;

namespace Podcast.Benchmarks.Results.Model;

/// <summary>The results of one run, as the JSON file has them.</summary>
/// <param name="MeasuredAt">When the run began.</param>
/// <param name="Commit">The commit that was measured; with "+" when files were changed since.</param>
/// <param name="Machine">Processors, operating system, runtime.</param>
/// <param name="Load">The load average of a minute before the run; <see langword="null"/> where the system has none.</param>
/// <param name="IsQuick">Whether fewer rounds and smaller inputs were measured.</param>
/// <param name="Results">The rows.</param>
internal sealed record BenchmarkReport(
    DateTimeOffset MeasuredAt, string Commit, string Machine, double? Load, bool IsQuick, IReadOnlyList<BenchmarkResult> Results)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">The text is not a report.</exception>
    public static BenchmarkReport FromJson(string json) =>
        JsonSerializer.Deserialize<BenchmarkReport>(json, Options) is { Results: not null } report ? report : throw new JsonException("The file has no results.");
}
