namespace Podcast.LocalAws.Core.Streams;

/// <summary>What one read of a shard gave.</summary>
/// <param name="Records">The records, in order.</param>
/// <param name="NextIterator">Where to go on; <see langword="null"/> when the shard is closed and read to its end.</param>
internal sealed record StreamPage(IReadOnlyList<StreamRecord> Records, StreamIterator? NextIterator);
