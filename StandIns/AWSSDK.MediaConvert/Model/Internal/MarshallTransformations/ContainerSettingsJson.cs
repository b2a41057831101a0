#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class ContainerSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, ContainerSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "container", value.Container?.Value);
        JsonMembers.Write(writer, "m3u8Settings", value.M3u8Settings, M3u8SettingsJson.Write);
        writer.WriteEndObject();
    }

    internal static ContainerSettings Read(JsonElement json) => new()
    {
        Container = JsonMembers.Text(json, "container"),
        M3u8Settings = JsonMembers.Structure(json, "m3u8Settings", M3u8SettingsJson.Read),
    };
}
