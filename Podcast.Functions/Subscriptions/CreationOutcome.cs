namespace Podcast.Functions.Subscriptions;

internal enum CreationOutcome
{
    Created,

    /// <summary>The same request made the subscriber before.</summary>
    Repeated,

    /// <summary>Another request made a subscriber under the same name before.</summary>
    Reused,

    /// <summary>The subscriber was there and was deleted.</summary>
    Deleted,
}
