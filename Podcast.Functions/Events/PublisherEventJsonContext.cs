using System.Text.Json.Serialization;

namespace Podcast.Functions.Events;

/// <summary>Events as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublisherEvent))]
internal sealed partial class PublisherEventJsonContext : JsonSerializerContext;
