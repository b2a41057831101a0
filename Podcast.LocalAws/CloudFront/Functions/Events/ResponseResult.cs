namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>The function answers; for viewer-response, it changed the answer.</summary>
internal sealed record ResponseResult(EdgeResponse Response, IReadOnlyList<string> Logs) : FunctionResult(Logs);
