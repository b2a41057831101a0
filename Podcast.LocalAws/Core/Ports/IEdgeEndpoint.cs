namespace Podcast.LocalAws.Core.Ports;

/// <summary>The distribution: answers what comes in by the edge listener, and opens its own server span.</summary>
internal interface IEdgeEndpoint
{
    Task HandleAsync(HttpContext context);
}
