namespace Podcast.LocalAws.Core.Streams;

/// <summary>Where the reading of a shard begins.</summary>
internal enum StreamPositionKind
{
    /// <summary>With the oldest record that is still there.</summary>
    TrimHorizon,

    /// <summary>With the next record that is added.</summary>
    Latest,

    /// <summary>With the record after a given one.</summary>
    After,
}
