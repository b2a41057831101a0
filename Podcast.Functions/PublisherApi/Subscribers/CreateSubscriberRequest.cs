namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>Body of <c>POST /subscribers</c>. What is missing or wrong, <see cref="SubscriberEndpoints"/> says.</summary>
internal sealed record CreateSubscriberRequest
{
    public string? Email { get; init; }

    public string? Plan { get; init; }

    public IReadOnlyList<string?>? Shows { get; init; }

    /// <summary>When access ends; a time in the past is a subscription that has lapsed.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>True in place of <see cref="ExpiresAt"/>, for access without an end.</summary>
    public bool? NeverEnds { get; init; }

    /// <summary>What a former system called the subscriber.</summary>
    public string? FormerId { get; init; }

    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(CreateSubscriberRequest);
}
