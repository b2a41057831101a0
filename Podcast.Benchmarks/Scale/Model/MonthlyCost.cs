namespace Podcast.Benchmarks.Scale.Model;

/// <summary>The arithmetic of docs/cost.md for what the simulation found: a month, in US dollars, without transcoding.</summary>
/// <param name="inputs">Prices and assumptions.</param>
/// <param name="subscribers">Active ones.</param>
/// <param name="load">Requests.</param>
/// <param name="changes">Changes of subscribers in the month.</param>
/// <param name="storeCalls">Calls to the store's API by the stream.</param>
/// <param name="storeEntries">Entries of all stores, which a nightly comparison lists.</param>
internal sealed class MonthlyCost(ScaleInputs inputs, long subscribers, LoadResult load, double changes, double storeCalls, double storeEntries)
{
    private const double Million = 1e6;
    private const double Month = 30 * 86_400.0;
    private const double EpisodeGigabytes = 48 * 0.5;

    private static readonly (double Gigabytes, double Price)[] Transfer =
        [(1_024, 0), (10_240, 0.085), (40_960, 0.080), (102_400, 0.060), (double.MaxValue, 0.040)];

    /// <summary>What is charged for, before free tiers.</summary>
    public MonthlyUsage Usage
    {
        get
        {
            var viewers = load.MeanRequests * Month;
            var fallbacks = load.MeanFallback * Month * (1 - load.ShareRefused);
            var refused = load.MeanFallback * Month * load.ShareRefused;

            // A redirect comes back to the edge with its grant.
            var edge = viewers + fallbacks;
            var polls = (RequestSimulation.MeanPolls(inputs, subscribers) * Month) - refused;
            return new(
                edge,
                2 * edge,
                storeCalls + (storeEntries / inputs.KeysPerUpdate * 30),
                polls + fallbacks,
                inputs.FunctionGigabytes * ((polls * inputs.FeedMilliseconds) + (fallbacks * inputs.FallbackMilliseconds)) / 1000,
                (polls * inputs.ReadUnitsOfAFeed) + (fallbacks * inputs.ReadUnitsOfAFallback),
                changes * inputs.WriteUnitsOfAChange);
        }
    }

    public IReadOnlyList<CostLine> Lines()
    {
        var used = Usage;
        var shows = Math.Max(2, inputs.ShowsPerMillionSubscribers * subscribers / Million);
        return
        [
            new("audio and feeds to subscribers", TransferOf(subscribers * (inputs.AudioMegabytesPerMonth + inputs.FeedMegabytesPerMonth) / 1000)),
            new(
                "requests at the edge, edge function, reads of its store",
                Charge(used.EdgeRequests, 10 * Million, inputs.EdgeRequestPrice / Million)
                    + Charge(used.EdgeRequests, 2 * Million, inputs.EdgeFunctionPrice / Million)
                    + Charge(used.StoreReads, 2 * Million, inputs.StoreReadPrice / Million)),
            new("writing and comparing the store", used.StoreCalls * inputs.StoreCallPrice / 1000),
            new(
                "functions",
                Charge(used.Invocations, Million, inputs.InvocationPrice / Million) + Charge(used.GigabyteSeconds, 400_000, inputs.GigabyteSecondPrice)),
            new("tables", ((used.ReadUnits * inputs.ReadUnitPrice) + (used.WriteUnits * inputs.WriteUnitPrice)) / Million),
            new(
                "logs, traces, access logs",
                Charge(used.Invocations * inputs.FunctionLogBytes / 1e9, 5, inputs.LogPrice)
                    + Charge(used.Invocations * inputs.ShareOfTracedRequests, 100_000, inputs.TracePrice / Million)
                    + (used.EdgeRequests * inputs.AccessLogBytes / 1e9 * 3 * inputs.StoragePrice)),
            new("audio at rest", shows * EpisodeGigabytes * inputs.StoragePrice),
            new("alarms, own metrics, dashboard, key", inputs.FixedPrice),
        ];
    }

    private static double Charge(double amount, double free, double price) => Math.Max(0, amount - free) * price;

    private static double TransferOf(double gigabytes)
    {
        var dollars = 0.0;
        foreach (var (step, price) in Transfer)
        {
            var part = Math.Min(gigabytes, step);
            dollars += part * price;
            gigabytes -= part;
        }

        return dollars;
    }
}
