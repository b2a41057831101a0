using System.Text.Json;
using System.Text.Json.Serialization;
using Podcast.Functions.PublisherApi.Http;

namespace Podcast.Functions.Webhooks;

/// <summary>The bodies of responses to payment providers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(WebhookResponse))]
internal sealed partial class WebhooksJsonContext : JsonSerializerContext;
