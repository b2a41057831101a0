using Podcast.Functions.Domain;

namespace Podcast.Functions.PublisherApi.EventEndpoints;

/// <summary>Where events are sent, without the secrets, which no request can read.</summary>
/// <param name="Url">The address.</param>
/// <param name="SecretCount">With how many secrets each event is signed.</param>
/// <param name="UpdatedAt">When it was set.</param>
internal sealed record EventEndpointResponse(string Url, int SecretCount, DateTimeOffset UpdatedAt)
{
    public static EventEndpointResponse From(EventEndpoint endpoint) => new(
        endpoint.Url.OriginalString, endpoint.Secrets.Count, DateTimeOffset.FromUnixTimeSeconds(endpoint.UpdatedAt));
}
