#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class HopDestinationJson
{
    internal static void Write(Utf8JsonWriter writer, HopDestination value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "priority", value.Priority);
        JsonMembers.Write(writer, "queue", value.Queue);
        JsonMembers.Write(writer, "waitMinutes", value.WaitMinutes);
        writer.WriteEndObject();
    }

    internal static HopDestination Read(JsonElement json) => new()
    {
        Priority = JsonMembers.Integer(json, "priority"),
        Queue = JsonMembers.Text(json, "queue"),
        WaitMinutes = JsonMembers.Integer(json, "waitMinutes"),
    };
}
