namespace Podcast.Functions.Domain;

/// <summary>What is stored. Whether time has run out in the meantime, <see cref="Subscriber.AccessAt"/> tells.</summary>
internal enum SubscriberStatus
{
    Active,

    /// <summary>Time had run out when expiry work came by.</summary>
    Lapsed,

    /// <summary>The publisher ended all subscriptions.</summary>
    Revoked,
}
