namespace Podcast.LocalAws.Core.Streams;

/// <summary>One change of a table.</summary>
/// <param name="SequenceNumber">Its place in the shard: digits, compared as a number.</param>
/// <param name="CreatedAt">When the change was made; never earlier than that.</param>
/// <param name="Json">The record as the function gets it, UTF-8.</param>
internal sealed record StreamRecord(string SequenceNumber, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Json);
