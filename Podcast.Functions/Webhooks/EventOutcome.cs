namespace Podcast.Functions.Webhooks;

internal enum EventOutcome
{
    /// <summary>A new subscriber.</summary>
    Created,

    /// <summary>Somebody who has a feed subscribed again, or to something else too.</summary>
    Added,

    Changed,

    /// <summary>It tells the address of a customer.</summary>
    Customer,

    /// <summary>A newer event, or this one, was taken over before.</summary>
    NotNewer,

    /// <summary>The publisher deleted the subscriber.</summary>
    Deleted,

    /// <summary>It buys nothing that the publisher has named.</summary>
    NoPlan,
}
