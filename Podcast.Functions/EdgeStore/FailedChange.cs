namespace Podcast.Functions.EdgeStore;

/// <summary>A message of the queue of failed changes.</summary>
/// <param name="Receipt">Deletes it.</param>
/// <param name="ItemKey">The key of the invalid item; null when the message has only a position in the stream.</param>
internal sealed record FailedChange(string Receipt, string? ItemKey);
