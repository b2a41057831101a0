namespace Podcast.Functions.Events;

/// <summary>The types of events, which are also their <c>detail-type</c> on the bus.</summary>
internal static class PublisherEventType
{
    public const string SubscriberCreated = "subscriber.created";

    /// <summary>Access to a show began, or ends later than before.</summary>
    public const string SubscriberRenewed = "subscriber.renewed";

    /// <summary>No subscription runs any more.</summary>
    public const string SubscriberEnded = "subscriber.ended";

    /// <summary>The subscriber has a new token, and so new addresses.</summary>
    public const string SubscriberRotated = "subscriber.rotated";

    /// <summary>An episode is in the feed.</summary>
    public const string EpisodePublished = "episode.published";

    /// <summary>A recording will not become audio.</summary>
    public const string EpisodeFailed = "episode.failed";
}
