namespace Podcast.Functions.Catalog;

/// <summary>A show; <see cref="CreatedAt"/> in seconds since 1970.</summary>
internal sealed record Show
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string Author { get; init; }

    /// <summary>A language tag, such as <c>en-us</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The show's page for people; null when it has none.</summary>
    public string? Link { get; init; }

    /// <summary>Goes up by one with every write.</summary>
    public long Version { get; init; } = 1;

    public required long CreatedAt { get; init; }
}
