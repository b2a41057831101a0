namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// How to upload a recording: each part with a PUT to its address, in any order and as often as needed; then POST to <paramref name="Complete"/>.
/// Requested again, it names the parts that are still missing, with new addresses.
/// </summary>
/// <param name="ContentLength">Bytes of the whole recording.</param>
/// <param name="PartSize">Bytes of every part but the last.</param>
/// <param name="Parts">What is missing.</param>
/// <param name="ExpiresAt">When the addresses end.</param>
/// <param name="Complete">Ends the upload well.</param>
internal sealed record RecordingUploadResponse(
    long ContentLength, long PartSize, IReadOnlyList<RecordingPart> Parts, DateTimeOffset ExpiresAt, string Complete);
