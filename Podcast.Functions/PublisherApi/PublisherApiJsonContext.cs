using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.PublisherApi;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(CreateShowRequest))]
[JsonSerializable(typeof(CreateEpisodeRequest))]
[JsonSerializable(typeof(CreateSubscriberRequest))]
[JsonSerializable(typeof(ShowResponse))]
[JsonSerializable(typeof(EpisodeResponse))]
[JsonSerializable(typeof(SubscriberResponse))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class PublisherApiJsonContext : JsonSerializerContext;
