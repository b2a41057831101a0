namespace Podcast.Functions.Hosting;

/// <summary>What a metric's number means, and how several of them add up.</summary>
internal enum FunctionMetricUnit
{
    /// <summary>So many happened: several add up.</summary>
    Count,

    /// <summary>So many there are: the last one holds.</summary>
    Level,

    /// <summary>A size: the last one holds.</summary>
    Bytes,

    /// <summary>How long something took.</summary>
    Milliseconds,
}
