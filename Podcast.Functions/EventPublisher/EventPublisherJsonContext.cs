using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.EventPublisher;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(EventPublisherResult))]
internal sealed partial class EventPublisherJsonContext : JsonSerializerContext;
