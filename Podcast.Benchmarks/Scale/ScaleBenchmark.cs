using Podcast.Benchmarks.Scale.Model;
using static Podcast.Benchmarks.Sync.Figures;

namespace Podcast.Benchmarks.Scale;

/// <summary>
/// Simulates from ten thousand to a hundred million subscribers: which limit is met at which number, and what becomes of store, stream, fallback and cost. Nothing
/// is measured here; that the simulation agrees with what was measured is a test's work.
/// </summary>
internal static class ScaleBenchmark
{
    /// <param name="folder">Where the two pictures are written; null for none.</param>
    public static int Run(string? folder)
    {
        var inputs = ScaleInputs.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scale-inputs.json")));
        Console.WriteLine($"seed {inputs.Seed}; limits as the system stands, by the number of subscribers from which each is met:");
        foreach (var limit in ScaleLimits.Of(inputs).OrderBy(limit => limit.MetAt()))
        {
            Console.WriteLine($"  {(double.IsInfinity(limit.MetAt()) ? "never" : Number(Math.Round(limit.MetAt()))),16}  {limit.Name} ({Number(limit.Maximum)} {limit.Unit})");
        }

        var one = inputs.Steps.Select(step => ScaleSimulation.Run(inputs, step, 1)).ToArray();
        var several = inputs.Steps.Select(step => ScaleSimulation.Run(inputs, step, ScaleSimulation.StoresFor(inputs, step))).ToArray();
        Console.WriteLine();
        Write("one store", one);
        Write("as many stores as it takes", several);
        if (folder is not null)
        {
            ScalePicture.Write(Path.Combine(folder, "scale-limits.svg"), ScalePicture.Limits(inputs));
            ScalePicture.Write(Path.Combine(folder, "scale-results.svg"), ScalePicture.Results(one, several));
        }

        return 0;
    }

    private static void Write(string title, IReadOnlyList<ScaleResult> results)
    {
        Console.WriteLine(title);
        Row("subscribers", result => Number(result.Subscribers));
        Row("stores", result => Number(result.Stores));
        Row("of the budget used", result => Percent(result.Store.ShareOfBudget));
        Row("bytes of an entry", result => Number(result.Store.BytesOfAnEntry));
        Row("decided at the edge", result => Percent(result.Store.ShareDecidedAtEdge));
        Row("entries left out in the month, a store", result => Number(Math.Round(result.Store.LeftOut)));
        Row("changes in the month, a store", result => Number(result.Lag.Changes));
        Row("keys a second at most, a store", result => Number(Math.Round(result.Lag.KeysPerSecond)));
        Row("lag to the store, median", result => Number(result.Lag.MedianSeconds) + " s");
        Row("lag to the store, p99", result => Number(result.Lag.P99Seconds) + " s");
        Row("lag to the store, longest", result => Number(Math.Round(result.Lag.LongestSeconds, 1)) + " s");
        Row("dead letters, a store", result => Number(result.Lag.DeadLetters));
        Row("requests a second, mean", result => Number(Math.Round(result.Load.MeanRequests, 1)));
        Row("requests a second, peak", result => Number(result.Load.PeakRequests));
        Row("to the fallback a second, mean", result => Number(Math.Round(result.Load.MeanFallback, 1)));
        Row("to the fallback a second, peak", result => Number(result.Load.PeakFallback));
        Row("refused by the fallback", result => Percent(result.Load.ShareRefused));
        Row("read units of a comparison", result => Number(Math.Round(result.ReadUnitsOfAComparison)));
        Row("writing and comparing the store, $", result => Number(Math.Round(result.Cost[2].Dollars)));
        Row("a month, $", result => Number(Math.Round(result.CostTogether)));
        Row("a subscriber and month, $", result => Number(Math.Round(result.CostTogether / result.Subscribers, 4)));
        Console.WriteLine();

        void Row(string name, Func<ScaleResult, string> value) =>
            Console.WriteLine($"  {name,-40}{string.Concat(results.Select(result => $"{value(result),16}"))}");
    }

    private static string Percent(double share) => Number(Math.Round(share * 100, 1)) + " %";
}
