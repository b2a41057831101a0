namespace Podcast.Functions.PublisherApi.EventEndpoints;

/// <summary>Body of <c>PUT /event-endpoint</c>.</summary>
internal sealed record EventEndpointRequest
{
    public string? Url { get; init; }

    /// <summary>One or two secrets of the Standard Webhooks, newest first; no response repeats them. Without the field the present ones stay.</summary>
    public IReadOnlyList<string?>? Secrets { get; init; }

    // The generated ToString would print the secrets.
    public override string ToString() => nameof(EventEndpointRequest);
}
