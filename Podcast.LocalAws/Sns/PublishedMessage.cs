namespace Podcast.LocalAws.Sns;

/// <summary>A message that was published.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TopicArn">The topic.</param>
/// <param name="Subject">The subject of e-mails.</param>
/// <param name="Text">The text.</param>
/// <param name="At">When.</param>
/// <param name="Deliveries">What each subscriber gets, or would get.</param>
internal sealed record PublishedMessage(string Id, string TopicArn, string? Subject, string Text, DateTimeOffset At, IReadOnlyList<SubscriberDelivery> Deliveries);
