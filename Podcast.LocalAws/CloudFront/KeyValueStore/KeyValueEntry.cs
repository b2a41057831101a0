using System.Text;
using System.Text.Json.Serialization;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>One pair of a store.</summary>
internal sealed record KeyValueEntry(string Key, string Value)
{
    /// <summary>What the pair counts toward the store's size: the UTF-8 bytes of both.</summary>
    [JsonIgnore]
    public int SizeInBytes { get; } = Encoding.UTF8.GetByteCount(Key) + Encoding.UTF8.GetByteCount(Value);
}
