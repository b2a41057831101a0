namespace Podcast.Functions.Domain;

/// <summary>The stored status. <see cref="Subscriber.AccessAt"/> also considers the time.</summary>
internal enum SubscriberStatus
{
    Active,

    /// <summary>It had expired when the cleanup ran.</summary>
    Lapsed,

    /// <summary>The publisher ended all subscriptions.</summary>
    Revoked,
}
