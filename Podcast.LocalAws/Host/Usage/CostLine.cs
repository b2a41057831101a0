namespace Podcast.LocalAws.Host.Usage;

/// <summary>One line of an estimate.</summary>
/// <param name="What">What is charged.</param>
/// <param name="Measured">How much of it the run used.</param>
/// <param name="PerMonth">How much that is in a month of 30 days for 1,000 subscribers.</param>
/// <param name="Price">US dollars for <paramref name="Per"/> of it; <see langword="null"/> where docs/cost.md knows none.</param>
/// <param name="Per">The quantity that the price is for.</param>
internal sealed record CostLine(string What, double Measured, double PerMonth, decimal? Price, double Per)
{
    /// <summary>US dollars a month, at list price and without free tiers.</summary>
    public decimal Dollars => (decimal)(PerMonth / Per) * (Price ?? 0);
}
