namespace Podcast.LocalAws.Core.Metrics;

/// <summary>Units of CloudWatch. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html.</summary>
internal static class MetricUnits
{
    public const string Count = "Count";
    public const string Percent = "Percent";
    public const string Milliseconds = "Milliseconds";
    public const string Seconds = "Seconds";
    public const string Bytes = "Bytes";
    public const string None = "None";
}
