using System.Globalization;
using System.Text;
using Podcast.Functions.Domain;

namespace Podcast.Functions.EdgeStore;

/// <summary>One pair of the store, as its budget sees it.</summary>
internal readonly record struct StoreEntry(string Key, string Value)
{
    /// <summary>What the pair counts toward the store's size.</summary>
    public int Bytes => BytesOf(Key, Value);

    /// <summary>True for the entry of a subscriber's token. Signing keys are never left out.</summary>
    public bool IsAccess => Key.Length == Digest.Length;

    public static int BytesOf(string key, string value) => Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);

    /// <summary>
    /// When the entry stops granting access, in seconds since 1970; 0 when it grants none. How often a token is requested is unknown, so the
    /// time for which an entry can still be of use stands for it: until then it serves requests, after that it has to be written again anyway.
    /// </summary>
    public static long UsefulUntil(string value, DateTimeOffset now) =>
        AccessEntry.TryParse(value, out var entry) && entry.State == AccessState.Active && entry.ExpiresAt > now.ToUnixTimeSeconds() ? entry.ExpiresAt : 0;

    // The value may be a signing key's secret.
    public override string ToString() => Bytes.ToString(CultureInfo.InvariantCulture);
}
