namespace Podcast.Functions.PublisherApi;

/// <summary>A request as the endpoints see it.</summary>
internal sealed record ApiRequest(string Method, string Path, string? ContentType, string? IfMatch, ReadOnlyMemory<byte> Body)
{
    /// <summary>The non-empty segments of the path.</summary>
    public string[] Segments { get; } = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => Method;
}
