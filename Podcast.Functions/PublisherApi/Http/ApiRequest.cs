using System.Text.Json.Serialization;

namespace Podcast.Functions.PublisherApi.Http;

/// <summary>A request as the endpoints see it.</summary>
internal sealed record ApiRequest(string Method, string Path, string? ContentType, string? IfMatch, ReadOnlyMemory<byte> Body)
{
    /// <summary>The non-empty segments of the path.</summary>
    public string[] Segments { get; } = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The query's parameters.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>The header of that name: https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The host name of the API.</summary>
    public string? Host { get; init; }

    /// <summary>Reads and writes the bodies of the API.</summary>
    public JsonSerializerContext? Json { get; init; }

    public override string ToString() => Method;
}
