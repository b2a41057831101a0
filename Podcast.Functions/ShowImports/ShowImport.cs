namespace Podcast.Functions.ShowImports;

/// <summary>The move of a show from another host, or from a file. Times are seconds since 1970.</summary>
internal sealed record ShowImport
{
    public required string Id { get; init; }

    /// <summary>The show that gets the episodes.</summary>
    public required string Show { get; init; }

    /// <summary>Where the feed is; null when its text was sent.</summary>
    public string? Url { get; init; }

    /// <summary>One of <see cref="ImportState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Why it failed, or what of the show could not be taken over.</summary>
    public string? Reason { get; init; }

    public required long CreatedAt { get; init; }

    // The address may have a secret in it.
    public override string ToString() => $"import {Id}";
}
