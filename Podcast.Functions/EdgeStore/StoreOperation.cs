namespace Podcast.Functions.EdgeStore;

/// <summary>What one key of the store should hold.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; null when the key should not be there.</param>
/// <param name="MayBeLeftOut">True when the fallback serves requests whose key is missing.</param>
internal sealed record StoreOperation(string Key, string? Value, bool MayBeLeftOut)
{
    // The value may be a signing key's secret.
    public override string ToString() => Value is null ? "delete" : "put";
}
