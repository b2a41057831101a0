using Podcast.Functions.Storage;

namespace Podcast.Functions.PublisherApi;

/// <param name="Items">All keys, oldest first.</param>
internal sealed record SigningKeyListResponse(IReadOnlyList<SigningKeyResponse> Items)
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
