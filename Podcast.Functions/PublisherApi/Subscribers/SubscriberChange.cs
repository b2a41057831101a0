using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>A change of a subscriber, read from a merge patch.</summary>
/// <param name="Email">The e-mail address that the patch gives; null when it gives none.</param>
/// <param name="Shows">The shows that the patch names; null when it leaves them as they are.</param>
/// <param name="IsOfPerson">Whether it has fields that all subscriptions of a subscriber share.</param>
/// <param name="Apply">The subscriber after the change of what all subscriptions share.</param>
/// <param name="ApplyToSubscription">A subscription after the change; null when it leaves all as they are.</param>
internal sealed record SubscriberChange(
    string? Email,
    IReadOnlyCollection<string>? Shows,
    bool IsOfPerson,
    Func<Subscriber, Subscriber> Apply,
    Func<Subscription, Subscription>? ApplyToSubscription)
{
    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(SubscriberChange);
}
