namespace Podcast.Benchmarks.Scale.Model;

/// <summary>
/// Random numbers that are the same for a seed in every version of .NET, which <see cref="Random"/> does not promise. SplitMix64:
/// https://doi.org/10.1145/2660193.2660195
/// </summary>
internal sealed class SeededRandom(ulong seed)
{
    /// <summary>Above this mean a normal distribution stands for Poisson's.</summary>
    private const double LargeMean = 50;

    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <returns>From 0, which is included, to 1, which is not.</returns>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <returns>Whether something happens that happens with this probability.</returns>
    public bool Happens(double probability) => NextDouble() < probability;

    /// <summary>How often something happens that happens <paramref name="mean"/> times on average.</summary>
    public int Poisson(double mean)
    {
        if (mean > LargeMean)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
            return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * normal)));
        }

        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = NextDouble(); product > limit; product *= NextDouble())
        {
            count++;
        }

        return count;
    }
}
