using Podcast.Functions.Domain;

namespace Podcast.Functions.Subscriptions;

/// <param name="Outcome">What happened.</param>
/// <param name="Subscriber">The subscriber as it is now; null when it was deleted.</param>
/// <param name="Token">Its token; null when it was deleted or the token's key is refused.</param>
internal sealed record Creation(CreationOutcome Outcome, Subscriber? Subscriber, SubscriberToken? Token)
{
    public override string ToString() => $"{Outcome}";
}
