#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class OutputJson
{
    internal static void Write(Utf8JsonWriter writer, Output value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "audioDescriptions", value.AudioDescriptions, AudioDescriptionJson.Write);
        JsonMembers.Write(writer, "containerSettings", value.ContainerSettings, ContainerSettingsJson.Write);
        JsonMembers.Write(writer, "extension", value.Extension);
        JsonMembers.Write(writer, "nameModifier", value.NameModifier);
        JsonMembers.Write(writer, "outputSettings", value.OutputSettings, OutputSettingsJson.Write);
        JsonMembers.Write(writer, "preset", value.Preset);
        writer.WriteEndObject();
    }

    internal static Output Read(JsonElement json) => new()
    {
        AudioDescriptions = JsonMembers.List(json, "audioDescriptions", AudioDescriptionJson.Read),
        ContainerSettings = JsonMembers.Structure(json, "containerSettings", ContainerSettingsJson.Read),
        Extension = JsonMembers.Text(json, "extension"),
        NameModifier = JsonMembers.Text(json, "nameModifier"),
        OutputSettings = JsonMembers.Structure(json, "outputSettings", OutputSettingsJson.Read),
        Preset = JsonMembers.Text(json, "preset"),
    };
}
