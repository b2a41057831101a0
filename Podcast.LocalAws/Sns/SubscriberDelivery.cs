namespace Podcast.LocalAws.Sns;

/// <summary>What a subscriber gets of a message.</summary>
/// <param name="Subscription">The subscriber.</param>
/// <param name="Subject">The subject of the e-mail; <see langword="null"/> for other protocols.</param>
/// <param name="Body">What would be sent; <see langword="null"/> when LocalAws does not have the protocol.</param>
internal sealed record SubscriberDelivery(Subscription Subscription, string? Subject, string? Body);
