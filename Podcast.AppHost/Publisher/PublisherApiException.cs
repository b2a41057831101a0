using System.Net;

namespace Podcast.AppHost.Publisher;

/// <summary>The publisher API refused a request.</summary>
/// <param name="status">The status of the response.</param>
/// <param name="message">What was asked and what the API said about it.</param>
internal sealed class PublisherApiException(HttpStatusCode status, string message) : DistributedApplicationException(message)
{
    public HttpStatusCode Status => status;
}
