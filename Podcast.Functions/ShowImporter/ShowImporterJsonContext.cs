using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.ShowImporter;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ShowImporterResult))]
internal sealed partial class ShowImporterJsonContext : JsonSerializerContext;
