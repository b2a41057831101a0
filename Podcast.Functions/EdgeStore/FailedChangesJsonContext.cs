using System.Text.Json.Serialization;

namespace Podcast.Functions.EdgeStore;

/// <summary>The messages in the queue of failed changes.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class FailedChangesJsonContext : JsonSerializerContext;
