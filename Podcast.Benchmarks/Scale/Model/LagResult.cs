namespace Podcast.Benchmarks.Scale.Model;

/// <summary>How long changes took to the store. Propagation to the edge locations comes on top.</summary>
/// <param name="Changes">Changes that arrived.</param>
/// <param name="MedianSeconds">Of all; one that becomes a dead letter counts with the age at which it is given up.</param>
/// <param name="P99Seconds">The same.</param>
/// <param name="LongestSeconds">The same.</param>
/// <param name="DeadLetters">Changes that became too old for the stream; Reconcile brings them.</param>
/// <param name="Updates">Calls to UpdateKeys.</param>
/// <param name="Listings">Calls to ListKeys that looked for room.</param>
/// <param name="KeysPerSecond">What the writer brings when it never waits.</param>
internal sealed record LagResult(
    long Changes, double MedianSeconds, double P99Seconds, double LongestSeconds, long DeadLetters, long Updates, long Listings, double KeysPerSecond);
