namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>
/// How values are distributed, for percentiles: how many lie in each of a row of bins, each 1 % wider than the one before. Values at or below zero are one bin.
/// </summary>
internal sealed class ValueDistribution
{
    private const double Width = 1.01;
    private const short NotPositive = short.MinValue;

    private static readonly double LogOfWidth = Math.Log(Width);

    private readonly SortedDictionary<short, double> _bins = [];

    public void Add(double value, double count)
    {
        var bin = BinOf(value);
        _bins[bin] = _bins.GetValueOrDefault(bin) + count;
    }

    public void Add(ValueDistribution other)
    {
        foreach (var (bin, count) in other._bins)
        {
            _bins[bin] = _bins.GetValueOrDefault(bin) + count;
        }
    }

    /// <summary>The value below which a share of all values lies, within 1 %.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Percentile(double share)
    {
        var rank = share * _bins.Values.Sum();
        var seen = 0.0;
        foreach (var (bin, count) in _bins)
        {
            seen += count;
            if (seen >= rank)
            {
                return ValueOf(bin);
            }
        }

        return _bins.Count == 0 ? 0 : ValueOf(_bins.Keys.Last());
    }

    private static short BinOf(double value) =>
        value <= 0 ? NotPositive : (short)Math.Clamp(Math.Floor(Math.Log(value) / LogOfWidth), short.MinValue + 1, short.MaxValue);

    private static double ValueOf(short bin) => bin == NotPositive ? 0 : Math.Exp((bin + 0.5) * LogOfWidth);
}
