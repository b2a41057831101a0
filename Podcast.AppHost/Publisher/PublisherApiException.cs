using System.Net;

namespace Podcast.AppHost.Publisher;

/// <summary>The publisher API refused a request.</summary>
/// <param name="status">The status of the response.</param>
/// <param name="message">The request, and the API's response to it.</param>
internal sealed class PublisherApiException(HttpStatusCode status, string message) : DistributedApplicationException(message)
{
    public HttpStatusCode Status => status;
}
