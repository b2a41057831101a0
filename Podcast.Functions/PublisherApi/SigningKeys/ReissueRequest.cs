namespace Podcast.Functions.PublisherApi.SigningKeys;

/// <summary>Body of <c>POST /signing-keys/{key}/reissue</c>.</summary>
internal sealed record ReissueRequest
{
    /// <summary>Where to go on; missing at the beginning.</summary>
    public string? Cursor { get; init; }
}
