using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>A line of an export: a subscription, and the subscriber whose it is.</summary>
/// <param name="Subscriber">The subscriber.</param>
/// <param name="Subscription">The subscription.</param>
/// <param name="Token">The subscriber's token; null without one that is good, or when tokens are not asked for.</param>
/// <param name="Now">Decides what has lapsed.</param>
internal sealed record ExportLine(Subscriber Subscriber, Subscription Subscription, SubscriberToken? Token, DateTimeOffset Now)
{
    public override string ToString() => nameof(ExportLine);
}
