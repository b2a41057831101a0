namespace Podcast.Functions.PublisherApi.ShowImports;

/// <summary>Body of <c>POST /imports/shows</c>, where the feed has an address.</summary>
internal sealed record ImportShowRequest
{
    /// <summary>Where the feed is.</summary>
    public string? Url { get; init; }

    /// <summary>The id of the show that gets the episodes; it is made if it is not there.</summary>
    public string? Show { get; init; }

    // The address may have a secret in it.
    public override string ToString() => nameof(ImportShowRequest);
}
