namespace Podcast.Functions.Domain;

/// <summary>What the publisher decided. Whether time has run out, <see cref="Subscriber.AccessAt"/> tells.</summary>
internal enum SubscriberStatus
{
    Active,
    Revoked,
}
