using System.Globalization;

namespace Podcast.LocalAws.CloudWatch.Metrics;

/// <summary>A statistic: <c>Sum</c>, <c>Average</c>, <c>Minimum</c>, <c>Maximum</c>, <c>SampleCount</c> or a percentile such as <c>p99</c>.</summary>
internal sealed class Statistic
{
    private readonly Func<StatisticSet, double?> _compute;

    private Statistic(string name, Func<StatisticSet, double?> compute) => (Name, _compute) = (name, compute);

    public string Name { get; }

    /// <summary>The statistic of a name; <see langword="null"/> for one that does not exist, or not here.</summary>
    public static Statistic? Find(string name) => name switch
    {
        "Sum" => new(name, set => set.Sum),
        "Average" => new(name, set => set.Average),
        "Minimum" => new(name, set => set.Minimum),
        "Maximum" => new(name, set => set.Maximum),
        "SampleCount" => new(name, set => set.Count),
        ['p', .. var percent] when double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 100 =>
            new(name, set => set.Percentile(value / 100)),
        _ => null,
    };

    /// <returns>The value; <see langword="null"/> where it is not known.</returns>
    public double? Of(StatisticSet set) => set.Count > 0 ? _compute(set) : null;
}
