namespace Podcast.LocalAws.CloudFront.Distribution.Caching;

/// <summary>What came of a request to the origin.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="NotKept">The response that is not kept, for the one who requested it; to be disposed.</param>
/// <param name="Keep">Keeps it after all, once its whole body, whose length the origin did not say, has gone to the viewer.</param>
internal sealed record FetchOutcome(FetchKind Kind, HttpResponseMessage? NotKept = null, Func<ReadOnlyMemory<byte>, ValueTask>? Keep = null);
