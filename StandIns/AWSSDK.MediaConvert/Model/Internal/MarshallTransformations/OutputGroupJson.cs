#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class OutputGroupJson
{
    internal static void Write(Utf8JsonWriter writer, OutputGroup value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "customName", value.CustomName);
        JsonMembers.Write(writer, "name", value.Name);
        JsonMembers.Write(writer, "outputGroupSettings", value.OutputGroupSettings, OutputGroupSettingsJson.Write);
        JsonMembers.Write(writer, "outputs", value.Outputs, OutputJson.Write);
        writer.WriteEndObject();
    }

    internal static OutputGroup Read(JsonElement json) => new()
    {
        CustomName = JsonMembers.Text(json, "customName"),
        Name = JsonMembers.Text(json, "name"),
        OutputGroupSettings = JsonMembers.Structure(json, "outputGroupSettings", OutputGroupSettingsJson.Read),
        Outputs = JsonMembers.List(json, "outputs", OutputJson.Read),
    };
}
