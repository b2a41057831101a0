#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class OutputGroupSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, OutputGroupSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "fileGroupSettings", value.FileGroupSettings, FileGroupSettingsJson.Write);
        JsonMembers.Write(writer, "hlsGroupSettings", value.HlsGroupSettings, HlsGroupSettingsJson.Write);
        JsonMembers.Write(writer, "perFrameMetrics", value.PerFrameMetrics);
        JsonMembers.Write(writer, "type", value.Type?.Value);
        writer.WriteEndObject();
    }

    internal static OutputGroupSettings Read(JsonElement json) => new()
    {
        FileGroupSettings = JsonMembers.Structure(json, "fileGroupSettings", FileGroupSettingsJson.Read),
        HlsGroupSettings = JsonMembers.Structure(json, "hlsGroupSettings", HlsGroupSettingsJson.Read),
        PerFrameMetrics = JsonMembers.List(json, "perFrameMetrics", element => element.GetString()),
        Type = JsonMembers.Text(json, "type"),
    };
}
