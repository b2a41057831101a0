namespace Podcast.Benchmarks.Scale.Model;

/// <summary>A month of so many subscribers: their store, its stream, their requests, and what it costs.</summary>
internal static class ScaleSimulation
{
    private const double ReadUnitBytes = 4_096;

    /// <param name="inputs">What it starts from; the same inputs give the same result.</param>
    /// <param name="subscribers">Active ones.</param>
    /// <param name="stores">How many stores share them evenly.</param>
    public static ScaleResult Run(ScaleInputs inputs, long subscribers, int stores)
    {
        var store = new StoreSimulation(inputs, subscribers / stores).Run();
        var inBillingRun = (double)subscribers / stores * (1 - inputs.ShareOfYearlyPlans) * inputs.ShareOfRenewalsInTheBillingRun;
        var lag = new WriterSimulation(
            inputs, store.Changes, Math.Min(1, inBillingRun / store.Changes), store.IsFull, store.PagesForRoom, store.BytesOfAnEntry).Run();

        var lapsed = RequestSimulation.PollingLapsed(inputs);
        var shareOfFallback = ((1 - store.ShareDecidedAtEdge) + (lapsed * (1 - store.ShareOfLapsedAtEdge))) / (1 + lapsed);
        var load = new RequestSimulation(inputs, subscribers, shareOfFallback).Run();
        var entries = store.BytesUsed / store.BytesOfAnEntry * stores;
        var cost = new MonthlyCost(inputs, subscribers, load, store.Changes * stores, (double)(lag.Updates + lag.Listings) * stores, entries);
        return new(subscribers, stores, store, lag, load, ReadUnitsOfAComparison(inputs, subscribers), cost.Usage, cost.Lines());
    }

    /// <summary>How many stores hold so many subscribers and those who have lapsed, with a tenth of each free for those who come.</summary>
    public static int StoresFor(ScaleInputs inputs, long subscribers) => (int)Math.Ceiling(
        subscribers * (ScaleLimits.MeanEntryBytes(inputs) + (inputs.ChurnPerMonth * (inputs.MonthsOfLapsedSubscribers + 2) * EntrySize.Ended)) / (0.9 * inputs.StoreBudgetBytes));

    /// <summary>A consistent scan of all subscribers, active and lapsed.</summary>
    public static double ReadUnitsOfAComparison(ScaleInputs inputs, long subscribers) =>
        subscribers * (1 + (inputs.ChurnPerMonth * inputs.MonthsOfLapsedSubscribers))
            * ItemSize.Of(inputs.IdCharacters, inputs.EmailCharacters, inputs.ShowsPerSubscriber, inputs.ShowCharacters) / ReadUnitBytes;
}
