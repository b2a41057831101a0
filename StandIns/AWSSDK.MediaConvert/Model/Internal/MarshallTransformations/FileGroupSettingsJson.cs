#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class FileGroupSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, FileGroupSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "destination", value.Destination);
        JsonMembers.Write(writer, "destinationSettings", value.DestinationSettings, DestinationSettingsJson.Write);
        writer.WriteEndObject();
    }

    internal static FileGroupSettings Read(JsonElement json) => new()
    {
        Destination = JsonMembers.Text(json, "destination"),
        DestinationSettings = JsonMembers.Structure(json, "destinationSettings", DestinationSettingsJson.Read),
    };
}
