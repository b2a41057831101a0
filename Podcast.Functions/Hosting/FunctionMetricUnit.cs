namespace Podcast.Functions.Hosting;

/// <summary>The unit of a metric, and how its values are aggregated.</summary>
internal enum FunctionMetricUnit
{
    /// <summary>A number of events; values are added.</summary>
    Count,

    /// <summary>A current number; the last value counts.</summary>
    Level,

    /// <summary>A size; the last value counts.</summary>
    Bytes,

    /// <summary>A duration.</summary>
    Milliseconds,
}
