using System.Net;
using System.Text.Json.Nodes;

namespace Podcast.Client;

/// <summary>The publisher API, or S3 during an upload, refused a request.</summary>
/// <param name="status">The status of the response.</param>
/// <param name="problem">The problem of RFC 9457; <see langword="null"/> when the response has none.</param>
/// <param name="message">What was tried and what the response says about it.</param>
public sealed class PublisherApiException(HttpStatusCode status, JsonNode? problem, string message) : Exception(message)
{
    /// <summary>The status of the response.</summary>
    public HttpStatusCode Status => status;

    /// <summary>The problem, with the members that docs/problems.md lists.</summary>
    public JsonNode? Problem => problem;

    /// <summary>The problem's type, such as <c>/problems#not-found</c>.</summary>
    public string? Type => problem?["type"]?.ToString();
}
