using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi.SigningKeys;

/// <param name="Items">All keys, oldest first.</param>
/// <param name="Next">Only of a retirement that has not checked all subscribers yet: the <c>cursor</c> to go on with.</param>
internal sealed record SigningKeyListResponse(IReadOnlyList<SigningKeyResponse> Items, string? Next = null)
{
    public static SigningKeyListResponse From(SigningKeyState state) => new(
    [
        .. state.Keys.Select(key => new SigningKeyResponse(
            key.Id,
            StatusText.Of(key.Status),
            key.Id == state.CurrentId,
            DateTimeOffset.FromUnixTimeSeconds(key.CreatedAt))),
    ]);
}
