namespace Podcast.Tests.Integration.LocalAws.Lambda;

/// <summary>One event as the Runtime API hands it out.</summary>
public sealed record FunctionEvent(string RequestId, string InvocationId, long DeadlineMs, string FunctionArn, string TraceId, string Payload, string? ClientContext = null);
