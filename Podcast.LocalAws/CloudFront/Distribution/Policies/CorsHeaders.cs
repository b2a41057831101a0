namespace Podcast.LocalAws.CloudFront.Distribution.Policies;

/// <summary>The CORS part of a response headers policy.</summary>
internal sealed record CorsHeaders
{
    public required IReadOnlyList<string> Origins { get; init; }

    public IReadOnlyList<string> Methods { get; init; } = [];

    public IReadOnlyList<string> Headers { get; init; } = [];

    public IReadOnlyList<string> ExposedHeaders { get; init; } = [];

    public bool Credentials { get; init; }

    public int? MaxAge { get; init; }

    public bool Override { get; init; }
}
