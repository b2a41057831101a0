namespace Podcast.Functions.Catalog;

/// <summary>A show; times in seconds since 1970.</summary>
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

    /// <summary>See <see cref="Category"/>; the first is the main one.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool IsExplicit { get; init; }

    /// <summary>One of <see cref="ShowType"/>.</summary>
    public string Type { get; init; } = ShowType.Episodic;

    public ShowOwner? Owner { get; init; }

    public string? Copyright { get; init; }

    public IReadOnlyList<FundingLink> Funding { get; init; } = [];

    public IReadOnlyList<Person> Persons { get; init; } = [];

    /// <summary>Names the show forever, wherever it is hosted; null for a show that was made before there was one.</summary>
    public string? Guid { get; init; }

    /// <summary>The file name of the artwork, <c>{hash}.jpg</c> or <c>{hash}.png</c>; null when there is none.</summary>
    public string? Artwork { get; init; }

    /// <summary>Where a subscriber renews, or reaches the publisher; null when there is no such page.</summary>
    public string? RenewalLink { get; init; }

    /// <summary>The publisher's own notices; a reason without one has the default.</summary>
    public IReadOnlyList<OwnNotice> Notices { get; init; } = [];

    /// <summary>One of <see cref="Catalog.OnEnd"/>.</summary>
    public string OnEnd { get; init; } = Catalog.OnEnd.Hide;

    /// <summary>Goes up by one with every write.</summary>
    public long Version { get; init; } = 1;

    public required long CreatedAt { get; init; }

    /// <summary>When anything that its feed says of the show, or which episodes it lists, was changed last.</summary>
    public long UpdatedAt { get; init; }
}
