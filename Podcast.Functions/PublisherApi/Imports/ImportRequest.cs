using Podcast.Functions.PublisherApi.Subscribers;

namespace Podcast.Functions.PublisherApi.Imports;

/// <summary>What a line of an import says.</summary>
internal sealed record ImportRequest
{
    public CreateSubscriberRequest Subscriber { get; init; } = new();

    /// <summary>The subscriber's id; null when the line has none.</summary>
    public string? Id { get; init; }

    /// <summary>The subscription's id; null when the line has none.</summary>
    public string? Subscription { get; init; }

    /// <summary><c>active</c>, <c>lapsed</c> or <c>revoked</c>; null when the line does not say.</summary>
    public string? Status { get; init; }

    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(ImportRequest);
}
