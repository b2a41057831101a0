namespace Aspire.Hosting.ApplicationModel;

/// <summary>A link of a resource.</summary>
/// <param name="Name">The endpoint's name; null when it leads elsewhere.</param>
/// <param name="Url">The address.</param>
/// <param name="IsInternal">Whether only the details show it.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>How the link is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();

    /// <summary>Whether nothing answers there at the moment.</summary>
    public bool IsInactive { get; init; }
}
