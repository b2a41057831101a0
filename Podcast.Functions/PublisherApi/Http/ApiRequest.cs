using System.Net.Http.Headers;
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

    /// <summary>The header of that name.</summary>
    public string? Accept { get; init; }

    /// <summary>The host name of the API.</summary>
    public string? Host { get; init; }

    /// <summary>Reads and writes the bodies of the API.</summary>
    public JsonSerializerContext? Json { get; init; }

    /// <summary>Whether the caller would rather have <paramref name="type"/> than <paramref name="standard"/>, which it gets without a preference.</summary>
    public bool Prefers(string type, string standard)
    {
        var accepted = (Accept ?? "").Split(',', StringSplitOptions.TrimEntries)
            .Select(text => MediaTypeWithQualityHeaderValue.TryParse(text, out var value) ? value : null)
            .OfType<MediaTypeWithQualityHeaderValue>()
            .ToArray();
        return QualityOf(type) > QualityOf(standard);

        // The most specific range that covers the type: https://www.rfc-editor.org/rfc/rfc9110#name-accept.
        double QualityOf(string wanted)
        {
            string[] ranges = [wanted, wanted[..wanted.IndexOf('/', StringComparison.Ordinal)] + "/*", "*/*"];
            return ranges.Select(range => Array.Find(accepted, value => string.Equals(value.MediaType, range, StringComparison.OrdinalIgnoreCase)))
                .OfType<MediaTypeWithQualityHeaderValue>().FirstOrDefault() is { } found ? found.Quality ?? 1 : 0;
        }
    }

    public override string ToString() => Method;
}
