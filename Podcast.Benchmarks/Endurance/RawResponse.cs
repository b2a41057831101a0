namespace Podcast.Benchmarks.Endurance;

/// <summary>A response as it came over the wire.</summary>
/// <param name="Status">The status.</param>
/// <param name="Head">Status line and headers.</param>
/// <param name="Body">The body's beginning.</param>
/// <param name="Closes">Whether the connection ends with it.</param>
internal sealed record RawResponse(int Status, string Head, string Body, bool Closes)
{
    /// <summary>The value of a header, or <see langword="null"/>.</summary>
    public string? this[string name] => Find(Head, name);

    public static string? Find(string head, string name) => head.Split("\r\n").Skip(1)
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
