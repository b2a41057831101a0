namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>A part of an upload that is still missing.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Offset">Where it begins in the recording, in bytes.</param>
/// <param name="ContentLength">How long it is, in bytes.</param>
/// <param name="Url">Takes it with PUT.</param>
internal sealed record RecordingPart(int Number, long Offset, long ContentLength, string Url);
