namespace Podcast.LocalAws.CloudWatch.Alarms;

/// <summary>How a value is compared with the threshold.</summary>
/// <param name="Name">As the API has it, such as <c>GreaterThanThreshold</c>.</param>
/// <param name="Words">As the state's reason has it, such as <c>greater than</c>.</param>
/// <param name="IsBreaching">Whether a value, given first, is beyond a threshold.</param>
internal sealed record ThresholdComparison(string Name, string Words, Func<double, double, bool> IsBreaching)
{
    private static readonly ThresholdComparison[] All =
    [
        new("GreaterThanThreshold", "greater than", (value, threshold) => value > threshold),
        new("GreaterThanOrEqualToThreshold", "greater than or equal to", (value, threshold) => value >= threshold),
        new("LessThanThreshold", "less than", (value, threshold) => value < threshold),
        new("LessThanOrEqualToThreshold", "less than or equal to", (value, threshold) => value <= threshold),
    ];

    public static ThresholdComparison? Find(string? name) => All.FirstOrDefault(comparison => comparison.Name == name);
}
