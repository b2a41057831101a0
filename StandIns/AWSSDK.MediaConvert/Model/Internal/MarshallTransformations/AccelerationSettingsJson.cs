#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class AccelerationSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, AccelerationSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "mode", value.Mode?.Value);
        writer.WriteEndObject();
    }

    internal static AccelerationSettings Read(JsonElement json) => new()
    {
        Mode = JsonMembers.Text(json, "mode"),
    };
}
