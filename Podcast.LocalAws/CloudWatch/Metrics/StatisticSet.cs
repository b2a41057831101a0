namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>What is kept of the values of one period.</summary>
internal sealed class StatisticSet
{
    private ValueDistribution? _distribution;

    public double Count { get; private set; }

    public double Sum { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether percentiles are known: they are not of values that were reported as a sum.</summary>
    public bool HasPercentiles { get; private set; } = true;

    public double Average => Sum / Count;

    /// <summary>Adds a value that was measured a number of times.</summary>
    public void Add(double value, double count = 1)
    {
        // As long as all values are one, the distribution follows from minimum and count.
        if (_distribution is null && Count > 0 && (value != Minimum || value != Maximum))
        {
            _distribution = new();
            _distribution.Add(Minimum, Count);
        }

        _distribution?.Add(value, count);
        Combine(count, value * count, value, value);
    }

    /// <summary>Adds values of which only count, sum, minimum and maximum are known.</summary>
    public void Add(double count, double sum, double minimum, double maximum)
    {
        if (minimum == maximum)
        {
            Add(minimum, count);
            return;
        }

        HasPercentiles = false;
        Combine(count, sum, minimum, maximum);
    }

    public void Add(StatisticSet other)
    {
        if (other.Count == 0)
        {
            return;
        }

        HasPercentiles &= other.HasPercentiles;
        if (HasPercentiles && (_distribution is not null || other._distribution is not null || (Count > 0 && Minimum != other.Minimum)))
        {
            if (_distribution is null)
            {
                _distribution = new();
                if (Count > 0)
                {
                    _distribution.Add(Minimum, Count);
                }
            }

            if (other._distribution is { } distribution)
            {
                _distribution.Add(distribution);
            }
            else
            {
                _distribution.Add(other.Minimum, other.Count);
            }
        }

        Combine(other.Count, other.Sum, other.Minimum, other.Maximum);
    }

    /// <param name="share">From 0 to 1.</param>
    public double? Percentile(double share) => !HasPercentiles ? null
        : _distribution is null || share <= 0 ? Minimum
        : share >= 1 ? Maximum
        : Math.Clamp(_distribution.Percentile(share), Minimum, Maximum);

    private void Combine(double count, double sum, double minimum, double maximum)
    {
        Count += count;
        Sum += sum;
        Minimum = Math.Min(Minimum, minimum);
        Maximum = Math.Max(Maximum, maximum);
    }
}
