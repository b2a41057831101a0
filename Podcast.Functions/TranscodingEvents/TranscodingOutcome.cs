namespace Podcast.Functions.TranscodingEvents;

/// <summary>Which job an event was about; null when it was none of ours.</summary>
internal sealed record TranscodingOutcome(string? JobId);
