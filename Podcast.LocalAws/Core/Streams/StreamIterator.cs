namespace Podcast.LocalAws.Core.Streams;

/// <summary>Where a read of a shard goes on.</summary>
/// <param name="Value">What the API calls the iterator.</param>
/// <param name="CaughtUpAt">When the shard had been read to its end; every record that follows is younger. <see langword="null"/> while that is not known.</param>
internal sealed record StreamIterator(string Value, DateTimeOffset? CaughtUpAt = null);
