using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.SubscriberCleanup;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(CleanupResult))]
internal sealed partial class SubscriberCleanupJsonContext : JsonSerializerContext;
