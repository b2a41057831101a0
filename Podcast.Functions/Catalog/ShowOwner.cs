namespace Podcast.Functions.Catalog;

/// <summary>Whom directories write to. Subscribers see it in the feed.</summary>
internal sealed record ShowOwner(string Name, string Email)
{
    // The address is somebody's.
    public override string ToString() => nameof(ShowOwner);
}
