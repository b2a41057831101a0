namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>The function generated a response, or changed one.</summary>
internal sealed record ResponseResult(EdgeResponse Response, IReadOnlyList<string> Logs) : FunctionResult(Logs);
