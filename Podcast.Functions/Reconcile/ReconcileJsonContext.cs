using System.Text.Json;
using System.Text.Json.Serialization;

namespace Podcast.Functions.Reconcile;

/// <summary>The function's payload and result.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ReconcileResult))]
internal sealed partial class ReconcileJsonContext : JsonSerializerContext;
