namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>Body of <c>POST /subscribers/search</c>: in a body, an e-mail address does not get into access logs.</summary>
internal sealed record SearchRequest
{
    /// <summary>The address; or, in its place, <see cref="Provider"/> and <see cref="Customer"/>.</summary>
    public string? Email { get; init; }

    /// <summary>A payment provider's name.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's id of somebody who pays.</summary>
    public string? Customer { get; init; }

    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(SearchRequest);
}
