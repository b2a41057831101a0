using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.DownloadCounter;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(DownloadCounterResult))]
internal sealed partial class DownloadCounterJsonContext : JsonSerializerContext;
