using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.TranscodingEvents;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(TranscodingOutcome))]
internal sealed partial class TranscodingEventsJsonContext : JsonSerializerContext;
