namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>
/// How to upload an episode's audio: one request, with exactly these headers, before the address expires. Then POST to <paramref name="Complete"/>,
/// which checks the audio at once; without it the check comes by itself, a little later.
/// </summary>
internal sealed record UploadResponse(string Method, string Url, IReadOnlyDictionary<string, string> Headers, DateTimeOffset ExpiresAt, string Complete);
