namespace Podcast.Benchmarks.Endurance;

/// <summary>A request before it is signed. Text holds one byte in each character, as on the wire.</summary>
internal sealed record FuzzRequest(FuzzTarget Target, string Method, string Path, string Query, string Body)
{
    /// <summary>Headers besides those of the signature and the length.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The service that the request is signed for; <see langword="null"/> for none.</summary>
    public string? Service { get; init; }

    /// <summary>Computes the headers of a webhook's signature from the body.</summary>
    public Func<byte[], IEnumerable<KeyValuePair<string, string>>>? Sign { get; init; }
}
