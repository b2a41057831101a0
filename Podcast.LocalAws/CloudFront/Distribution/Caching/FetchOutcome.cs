namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>What came of a question to the origin.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="NotKept">The answer that is not kept, for the one who asked; to be disposed.</param>
internal sealed record FetchOutcome(FetchKind Kind, HttpResponseMessage? NotKept = null);
