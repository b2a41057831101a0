using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.EmptyBucket;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(CustomResourceResponse))]
internal sealed partial class CustomResourceJsonContext : JsonSerializerContext;
