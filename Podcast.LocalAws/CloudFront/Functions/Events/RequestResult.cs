namespace Podcast.LocalAws.CloudFront.Functions.Events;

/// <summary>The request goes on, as the function left it.</summary>
internal sealed record RequestResult(EdgeRequest Request, OriginChange? Origin, IReadOnlyList<string> Logs) : FunctionResult(Logs);
