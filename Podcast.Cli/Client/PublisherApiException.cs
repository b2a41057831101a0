using System.Net;

namespace Podcast.Client;

/// <summary>The publisher API, or S3 during an upload, refused a request.</summary>
/// <param name="status">The status of the response.</param>
/// <param name="type">The problem's type of RFC 9457, such as <c>/problems#not-found</c>; <see langword="null"/> when there is none.</param>
/// <param name="message">What was tried and what the response says about it.</param>
public sealed class PublisherApiException(HttpStatusCode status, string? type, string message) : Exception(message)
{
    /// <summary>The status of the response.</summary>
    public HttpStatusCode Status => status;

    /// <summary>The problem's type, as docs/problems.md lists them.</summary>
    public string? Type => type;
}
