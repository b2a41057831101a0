namespace Podcast.Functions.EdgeStore;

/// <summary>A message of the queue of failed changes.</summary>
/// <param name="Receipt">Deletes it.</param>
/// <param name="ItemKey">The item that made no sense; null when the message tells only a position of the stream.</param>
internal sealed record FailedChange(string Receipt, string? ItemKey);
