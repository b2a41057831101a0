namespace Podcast.LocalAws.Lambda.EventSources;

/// <summary>Why the reading of a shard has ended.</summary>
internal enum ShardEnd
{
    /// <summary>The shard is closed, and everything in it is done.</summary>
    Closed,

    /// <summary>The shard does not exist any more: its table was made again.</summary>
    Gone,
}
