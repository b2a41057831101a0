namespace Podcast.Functions.Domain;

/// <summary>The stored status. <see cref="Subscriber.AccessAt"/> also considers the time.</summary>
internal enum SubscriberStatus
{
    Active,

    /// <summary>Time had run out when expiry work came by.</summary>
    Lapsed,

    /// <summary>The publisher ended all subscriptions.</summary>
    Revoked,
}
