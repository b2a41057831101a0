using System.Text.Json.Nodes;

namespace Podcast.Client;

/// <summary>A successful response of the publisher API.</summary>
/// <param name="Body">The JSON body; <see langword="null"/> when there is none (204), or when it is not JSON.</param>
/// <param name="Text">The body as text.</param>
/// <param name="ETag">The version of what was read or changed, as <c>if-match</c> takes it.</param>
/// <param name="Next">The path and query of the next page, from the <c>link</c> header.</param>
public sealed record PublisherResponse(JsonNode? Body, string Text, string? ETag, string? Next)
{
    /// <summary>The JSON body of an operation that always has one.</summary>
    public JsonNode Json => Body ?? throw new InvalidOperationException("The response has no JSON body.");
}
