namespace Podcast.Functions.Hosting;

/// <summary>How the values of a metric are aggregated.</summary>
internal enum FunctionMetricKind
{
    /// <summary>Values are added.</summary>
    Counter,

    /// <summary>The last value counts.</summary>
    Gauge,

    /// <summary>Values are distributed.</summary>
    Histogram,
}
