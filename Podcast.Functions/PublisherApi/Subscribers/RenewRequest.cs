namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>Body of <c>POST /subscribers/{id}/renew</c>.</summary>
internal sealed record RenewRequest
{
    /// <summary>The new end, not a length: so a repetition renews once.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
