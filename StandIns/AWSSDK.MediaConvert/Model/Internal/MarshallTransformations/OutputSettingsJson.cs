#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class OutputSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, OutputSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "hlsSettings", value.HlsSettings, HlsSettingsJson.Write);
        writer.WriteEndObject();
    }

    internal static OutputSettings Read(JsonElement json) => new()
    {
        HlsSettings = JsonMembers.Structure(json, "hlsSettings", HlsSettingsJson.Read),
    };
}
