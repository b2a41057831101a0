using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.MediaCleanup;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(MediaCleanupResult))]
internal sealed partial class MediaCleanupJsonContext : JsonSerializerContext;
