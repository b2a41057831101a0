using Podcast.Functions.Domain;

namespace Podcast.Functions.Storage;

/// <summary>Which subscribers of a list are wanted: those with one subscription that fits in everything that is not null.</summary>
/// <param name="Show">A show that it includes.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Provider">The payment provider that it is paid with.</param>
internal sealed record SubscriberFilter(string? Show, string? Plan, string? Provider)
{
    public bool Fits(Subscriber subscriber) => subscriber.Subscriptions.Any(subscription =>
        (Show is null || subscription.Shows.Contains(Show))
        && (Plan is null || subscription.Plan == Plan)
        && (Provider is null || subscription.Provider == Provider));
}
