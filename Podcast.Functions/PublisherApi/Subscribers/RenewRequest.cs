namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>Body of <c>POST /subscribers/{id}/renew</c> and of its subscriptions.</summary>
internal sealed record RenewRequest
{
    /// <summary>The new end, not a length: so a repetition renews once.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True in place of <see cref="ExpiresAt"/>, for access without an end.</summary>
    public bool? NeverEnds { get; init; }
}
