namespace Podcast.Functions.Subscriptions;

internal enum CreationOutcome
{
    /// <summary>A new subscriber.</summary>
    Created,

    /// <summary>The subscriber of the e-mail address has the subscription too.</summary>
    Added,

    /// <summary>The same request made the subscription before.</summary>
    Repeated,

    /// <summary>Another request made a subscription under the same name before.</summary>
    Reused,

    /// <summary>The subscription was there and its subscriber was deleted.</summary>
    Deleted,
}
