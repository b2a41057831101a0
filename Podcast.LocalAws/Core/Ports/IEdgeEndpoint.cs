namespace Podcast.LocalAws.Core.Ports;

/// <summary>The distribution: handles requests to the edge listener, and opens its own server span.</summary>
internal interface IEdgeEndpoint
{
    Task HandleAsync(HttpContext context);
}
