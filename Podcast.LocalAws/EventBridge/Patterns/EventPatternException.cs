namespace Podcast.LocalAws.EventBridge.Patterns;

/// <summary>The pattern is not valid, or uses what is not covered; the message is EventBridge's kind of message.</summary>
internal sealed class EventPatternException(string reason) : Exception($"Event pattern is not valid. Reason: {reason}");
