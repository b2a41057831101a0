using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>A change of a subscriber, read from a merge patch.</summary>
/// <param name="Shows">The shows that the patch names; null when it leaves them as they are.</param>
/// <param name="Apply">The subscriber after the change.</param>
internal sealed record SubscriberChange(IReadOnlyCollection<string>? Shows, Func<Subscriber, Subscriber> Apply);
