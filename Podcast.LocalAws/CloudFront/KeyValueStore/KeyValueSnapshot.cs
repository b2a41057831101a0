using System.Collections.Immutable;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>The whole store at one moment. Every write makes a new one, so a function run keeps the one it began with.</summary>
/// <param name="Entries">The pairs by key.</param>
/// <param name="TotalSizeInBytes">The UTF-8 bytes of all keys and values.</param>
/// <param name="ETag">The version of the whole store, such as <c>KV1F83G8C2ARO7P</c>.</param>
/// <param name="LastModified">When the write was accepted.</param>
internal sealed record KeyValueSnapshot(ImmutableSortedSet<KeyValueEntry> Entries, long TotalSizeInBytes, string ETag, DateTimeOffset LastModified)
{
    public string? Find(string key) => Entries.TryGetValue(new(key, ""), out var found) ? found.Value : null;

    /// <summary>The pairs whose key comes after <paramref name="key"/>, from the first when it is <see langword="null"/>.</summary>
    public IEnumerable<KeyValueEntry> After(string? key)
    {
        var start = 0;
        if (key is not null)
        {
            var index = Entries.IndexOf(new(key, ""));
            start = index < 0 ? ~index : index + 1;
        }

        for (var i = start; i < Entries.Count; i++)
        {
            yield return Entries[i];
        }
    }
}
