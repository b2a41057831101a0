namespace Podcast.Functions.PublisherApi.Subscribers;

/// <summary>Body of <c>POST /subscribers/search</c>: in a body, an address gets into no log of addresses.</summary>
internal sealed record SearchRequest
{
    public string? Email { get; init; }

    // The generated ToString would print the e-mail address.
    public override string ToString() => nameof(SearchRequest);
}
