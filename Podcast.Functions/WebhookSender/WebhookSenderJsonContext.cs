using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.WebhookSender;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(WebhookSenderResult))]
internal sealed partial class WebhookSenderJsonContext : JsonSerializerContext;
