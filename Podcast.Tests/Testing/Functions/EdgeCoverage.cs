using System.Text.Json;
using Podcast.LocalAws.CloudFront.Functions.Events;

[assembly: AssemblyFixture(typeof(Podcast.Tests.Testing.Functions.EdgeCoverage))]

namespace Podcast.Tests.Testing.Functions;

/// <summary>
/// Adds up which parts of the edge function ran, where the variable <c>EDGE_COVERAGE</c> names the folder that <c>.ci/coverage/instrument.mjs</c> wrote.
/// </summary>
public sealed class EdgeCoverage : IDisposable
{
    private const string Marker = "counts ";

    private static readonly string? Folder = Environment.GetEnvironmentVariable("EDGE_COVERAGE");
    private static readonly Dictionary<string, long> Counts = [];

    /// <summary>The edge function with counters; null where nothing is measured.</summary>
    internal static string? InstrumentedPath => Folder is null ? null : Path.Combine(Folder, "viewer-request.js");

    /// <summary>Writes <c>counts.json</c> after the last test.</summary>
    public void Dispose()
    {
        if (Folder is not null)
        {
            File.WriteAllText(Path.Combine(Folder, "counts.json"), JsonSerializer.Serialize(Counts));
        }
    }

    /// <summary>Takes what a run counted out of its log.</summary>
    internal static FunctionResult Take(FunctionResult result)
    {
        if (result.Logs is not [.., var last] || !last.StartsWith(Marker, StringComparison.Ordinal))
        {
            return result;
        }

        lock (Counts)
        {
            foreach (var (part, count) in JsonSerializer.Deserialize<Dictionary<string, long>>(last[Marker.Length..])!)
            {
                Counts[part] = Counts.GetValueOrDefault(part) + count;
            }
        }

        return result with { Logs = [.. result.Logs.SkipLast(1)] };
    }
}
