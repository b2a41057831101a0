namespace Podcast.LocalAws.EventBridge.Targets;

/// <summary>One event on its way to one target of one rule.</summary>
internal sealed record Delivery(QueuedEvent Event, EventRule Rule, RuleTarget Target);
