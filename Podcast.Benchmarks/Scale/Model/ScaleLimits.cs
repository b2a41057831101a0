namespace Podcast.Benchmarks.Scale.Model;

/// <summary>All limits that grow with subscribers, as the system stands: one store, one distribution, one account.</summary>
internal static class ScaleLimits
{
    private const double Month = 30 * 86_400.0;

    public static IReadOnlyList<ScaleLimit> Of(ScaleInputs inputs)
    {
        var entry = MeanEntryBytes(inputs);
        var peak = RequestSimulation.PeakFactor(inputs);
        var megabytes = inputs.AudioMegabytesPerMonth + inputs.FeedMegabytesPerMonth;
        return
        [
            new("size of one store", "bytes", inputs.StoreBudgetBytes, subscribers => subscribers * entry),
            new("requests to the fallback in the busiest minute", "a second", RequestSimulation.FallbackCapacity(inputs), subscribers => Fallbacks(subscribers) * peak),
            new(
                "reads of the most popular show's episodes in the busiest minute", "read units a second", inputs.PartitionReadUnits,
                subscribers => Polls(subscribers) * peak * inputs.ShareOfTheMostPopularShow * inputs.ReadUnitsOfAFeed),
            new(
                "reads of the table Catalog in the busiest minute", "read units a second", inputs.TableUnits,
                subscribers => Polls(subscribers) * peak * inputs.ReadUnitsOfAFeed),
            new(
                "runs of functions at a time, or ten requests a second for each", "runs", inputs.AccountConcurrency,
                subscribers => Runs(Polls(subscribers) * peak, inputs.FeedMilliseconds) + Math.Min(inputs.FallbackConcurrency, Runs(Fallbacks(subscribers) * peak, inputs.FallbackMilliseconds))),
            new(
                "changes in the billing run, one writer", "keys a second", WriterCapacity(inputs, isFull: true),
                subscribers => subscribers * (1 - inputs.ShareOfYearlyPlans) * inputs.ShareOfRenewalsInTheBillingRun / inputs.BillingRunSeconds),
            new(
                "one run of Reconcile", "s", inputs.ReconcileSeconds,
                subscribers => subscribers * (1 + (inputs.ChurnPerMonth * inputs.MonthsOfLapsedSubscribers)) / inputs.ComparedItemsPerSecond),
            new(
                "writes of a partition of byExpiry in the billing run", "write units a second", inputs.PartitionWriteUnits,
                subscribers => 2 * subscribers * (1 - inputs.ShareOfYearlyPlans) * inputs.ShareOfRenewalsInTheBillingRun / inputs.BillingRunSeconds / inputs.IndexShards),
            new("stores of one distribution, by its behaviors", "stores", Stores(), subscribers => subscribers * entry / inputs.StoreBudgetBytes),
            new("stores of one account, an edge function each", "stores", inputs.FunctionsPerAccount, subscribers => subscribers * entry / inputs.StoreBudgetBytes),
            new("requests to one distribution in the busiest minute", "a second", inputs.EdgeRequestsPerSecond, subscribers => (Polls(subscribers) + Fallbacks(subscribers)) * peak),
            new(
                "bytes of one distribution after a release", "Gbit/s", inputs.EdgeGigabitsPerSecond,
                subscribers => subscribers * megabytes * 8 / 1000 / Month * (1 + (inputs.ShareOfTheMostPopularShow * (inputs.ReleasePeak - 1)))),
            new(
                "runs of DownloadCounter at a time", "runs", inputs.AccountConcurrency,
                subscribers => (Polls(subscribers) + Fallbacks(subscribers)) / inputs.AccessLogLinesPerSecond),
        ];

        double Polls(double subscribers) => RequestSimulation.MeanPolls(inputs, subscribers);

        // The store keeps those who are there longest; the others are decided from the table.
        double Fallbacks(double subscribers) => Polls(subscribers) * Math.Max(0, 1 - (inputs.StoreBudgetBytes / (subscribers * entry)));

        double Runs(double requests, double milliseconds) => Math.Max(requests * milliseconds / 1000, requests / inputs.RequestsPerConcurrency);

        double Stores() => Math.Floor((inputs.BehaviorsPerDistribution - inputs.OtherBehaviors) / inputs.BehaviorsPerStore);
    }

    /// <summary>Keys a second that one writer brings.</summary>
    public static double WriterCapacity(ScaleInputs inputs, bool isFull) =>
        new WriterSimulation(inputs, 0, 0, isFull, inputs.PagesForRoom, MeanEntryBytes(inputs)).KeysPerSecond();

    public static double MeanEntryBytes(ScaleInputs inputs)
    {
        const int drawn = 10_000;
        var random = new SeededRandom(inputs.Seed);
        return Enumerable.Range(0, drawn).Average(_ => EntrySize.Draw(inputs, random));
    }
}
