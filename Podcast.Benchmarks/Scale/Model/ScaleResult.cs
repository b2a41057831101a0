namespace Podcast.Benchmarks.Scale.Model;

/// <summary>What the simulation says of one number of subscribers.</summary>
/// <param name="Subscribers">Active ones.</param>
/// <param name="Stores">How many stores share them.</param>
/// <param name="Store">One of the stores.</param>
/// <param name="Lag">Its stream.</param>
/// <param name="Load">Requests of all.</param>
/// <param name="ReadUnitsOfAComparison">Of the table, by one comparison.</param>
/// <param name="Usage">What a month uses of what AWS charges for.</param>
/// <param name="Cost">A month.</param>
internal sealed record ScaleResult(
    long Subscribers, int Stores, StoreResult Store, LagResult Lag, LoadResult Load, double ReadUnitsOfAComparison, MonthlyUsage Usage, IReadOnlyList<CostLine> Cost)
{
    public double CostTogether => Cost.Sum(line => line.Dollars);
}
