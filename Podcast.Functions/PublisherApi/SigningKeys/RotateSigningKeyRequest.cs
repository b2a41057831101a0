namespace Podcast.Functions.PublisherApi.SigningKeys;

/// <summary>Body of <c>POST /signing-keys</c>.</summary>
internal sealed record RotateSigningKeyRequest
{
    /// <summary>The key that is current now, so that a repetition does not rotate twice; null while there is none.</summary>
    public string? Replaces { get; init; }
}
