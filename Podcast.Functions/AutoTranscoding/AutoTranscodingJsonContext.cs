using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.AutoTranscoding;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(TranscodingReport))]
internal sealed partial class AutoTranscodingJsonContext : JsonSerializerContext;
