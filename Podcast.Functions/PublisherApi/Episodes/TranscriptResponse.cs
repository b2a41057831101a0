namespace Podcast.Functions.PublisherApi.Episodes;

internal sealed record TranscriptResponse(string Language, string ContentType);
