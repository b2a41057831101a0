namespace Podcast.Benchmarks.Scale.Model;

/// <summary>What a month uses of what AWS charges for.</summary>
/// <param name="EdgeRequests">Requests at the edge, each with a run of the edge function.</param>
/// <param name="StoreReads">Reads of the store by the edge function: entry and signing key.</param>
/// <param name="StoreCalls">Calls to the store's API.</param>
/// <param name="Invocations">Runs of Feeds and of the fallback.</param>
/// <param name="GigabyteSeconds">Their time, times their memory.</param>
/// <param name="ReadUnits">Read units of tables.</param>
/// <param name="WriteUnits">Write units of tables.</param>
internal sealed record MonthlyUsage(
    double EdgeRequests, double StoreReads, double StoreCalls, double Invocations, double GigabyteSeconds, double ReadUnits, double WriteUnits);
