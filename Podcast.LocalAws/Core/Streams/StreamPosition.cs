namespace Podcast.LocalAws.Core.Streams;

/// <summary>Where the reading of a shard begins.</summary>
/// <param name="Kind">The kind of position.</param>
/// <param name="SequenceNumber">The last record that was read, for <see cref="StreamPositionKind.After"/>.</param>
internal readonly record struct StreamPosition(StreamPositionKind Kind, string? SequenceNumber = null);
