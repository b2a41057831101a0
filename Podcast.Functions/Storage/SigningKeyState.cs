using Podcast.Functions.Domain;

namespace Podcast.Functions.Storage;

/// <summary>All signing keys at one moment.</summary>
/// <param name="CurrentId">The key for new tokens; null before the first.</param>
/// <param name="CurrentVersion">The version of the item that names it; 0 before the first.</param>
/// <param name="Keys">The keys, oldest first.</param>
internal sealed record SigningKeyState(string? CurrentId, long CurrentVersion, IReadOnlyList<SigningKey> Keys)
{
    public SigningKey? Find(string id) => Keys.FirstOrDefault(key => key.Id == id);
}
