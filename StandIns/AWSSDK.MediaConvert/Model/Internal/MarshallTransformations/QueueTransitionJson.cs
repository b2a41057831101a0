#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class QueueTransitionJson
{
    internal static QueueTransition Read(JsonElement json) => new()
    {
        DestinationQueue = JsonMembers.Text(json, "destinationQueue"),
        SourceQueue = JsonMembers.Text(json, "sourceQueue"),
        Timestamp = JsonMembers.Time(json, "timestamp"),
    };
}
