namespace Podcast.Benchmarks.Scale.Model;

/// <summary>A limit, and how much of it so many subscribers use with one store.</summary>
/// <param name="Name">What is limited.</param>
/// <param name="Unit">Of use and maximum.</param>
/// <param name="Maximum">The limit.</param>
/// <param name="Use">The use by so many subscribers; never less for more of them.</param>
internal sealed record ScaleLimit(string Name, string Unit, double Maximum, Func<double, double> Use)
{
    private const double Most = 1e10;

    /// <summary>From how many subscribers on the limit is met; infinite when that is more than there are people.</summary>
    public double MetAt()
    {
        if (Use(Most) < Maximum)
        {
            return double.PositiveInfinity;
        }

        var (low, high) = (1.0, Most);
        while (high / low > 1.001)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = Use(middle) < Maximum ? (middle, high) : (low, middle);
        }

        return high;
    }
}
