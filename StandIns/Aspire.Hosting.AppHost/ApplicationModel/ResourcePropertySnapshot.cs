namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something known about a resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A string, a number, or a list of them.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Its name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether the value is masked.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Whether it is shown without being asked for.</summary>
    public bool IsHighlighted { get; init; }

    /// <summary>Lower ones come first.</summary>
    public int? SortOrder { get; init; }
}
