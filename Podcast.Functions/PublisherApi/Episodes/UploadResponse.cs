namespace Podcast.Functions.PublisherApi.Episodes;

/// <summary>How to upload an episode's audio: one request, with exactly these headers, before the address expires.</summary>
internal sealed record UploadResponse(string Method, string Url, IReadOnlyDictionary<string, string> Headers, DateTimeOffset ExpiresAt);
