using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.PublisherApi;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(ChangeShowRequest))]
[JsonSerializable(typeof(ChangeSubscriberRequest))]
[JsonSerializable(typeof(CreateEpisodeRequest))]
[JsonSerializable(typeof(CreateShowRequest))]
[JsonSerializable(typeof(CreateSubscriberRequest))]
[JsonSerializable(typeof(EpisodeResponse))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ProviderRequest))]
[JsonSerializable(typeof(ProviderResponse))]
[JsonSerializable(typeof(RecordedEpisodeResponse))]
[JsonSerializable(typeof(RecordingRequest))]
[JsonSerializable(typeof(ReissueRequest))]
[JsonSerializable(typeof(RenewRequest))]
[JsonSerializable(typeof(RotateSigningKeyRequest))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(ShowListResponse))]
[JsonSerializable(typeof(ShowResponse))]
[JsonSerializable(typeof(SigningKeyListResponse))]
[JsonSerializable(typeof(SubscriberListResponse))]
[JsonSerializable(typeof(SubscriberResponse))]
[JsonSerializable(typeof(WebhookResponse))]
internal sealed partial class PublisherApiJsonContext : JsonSerializerContext;
