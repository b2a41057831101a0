namespace Podcast.Functions.PublisherApi.SigningKeys;

/// <summary>A signing key, without its secret, which no request can read.</summary>
/// <param name="Id">The first two characters of its tokens.</param>
/// <param name="Status"><c>active</c>, <c>retiring</c>, <c>retired</c> or <c>revoked</c>.</param>
/// <param name="Current">True for the key that signs new tokens.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record SigningKeyResponse(string Id, string Status, bool Current, DateTimeOffset CreatedAt);
