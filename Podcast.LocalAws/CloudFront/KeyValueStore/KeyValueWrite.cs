using System.Text.Json.Serialization;

namespace Podcast.LocalAws.CloudFront.KeyValueStore;

/// <summary>One write to a store, as its journal has it.</summary>
/// <param name="ETag">The store's version after it.</param>
/// <param name="Time">When it was accepted.</param>
/// <param name="Puts">The pairs that were written.</param>
/// <param name="Deletes">The keys that were removed, before the pairs were written.</param>
internal sealed record KeyValueWrite(string ETag, DateTimeOffset Time, IReadOnlyList<KeyValueEntry> Puts, IReadOnlyList<string> Deletes);

[JsonSerializable(typeof(KeyValueWrite))]
internal sealed partial class KeyValueWriteJson : JsonSerializerContext;
