namespace Podcast.Functions.PublisherApi.Shows;

/// <summary>Whom directories write to.</summary>
internal sealed record OwnerFields
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public override string ToString() => nameof(OwnerFields);
}
