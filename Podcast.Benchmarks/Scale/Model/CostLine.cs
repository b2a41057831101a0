namespace Podcast.Benchmarks.Scale.Model;

/// <summary>One line of a month's cost.</summary>
/// <param name="What">As docs/cost.md calls it.</param>
/// <param name="Dollars">US dollars, free tiers taken off.</param>
internal sealed record CostLine(string What, double Dollars);
