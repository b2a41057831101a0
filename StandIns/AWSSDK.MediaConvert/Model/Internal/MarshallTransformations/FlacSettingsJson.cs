#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class FlacSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, FlacSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "bitDepth", value.BitDepth);
        JsonMembers.Write(writer, "channels", value.Channels);
        JsonMembers.Write(writer, "sampleRate", value.SampleRate);
        writer.WriteEndObject();
    }

    internal static FlacSettings Read(JsonElement json) => new()
    {
        BitDepth = JsonMembers.Integer(json, "bitDepth"),
        Channels = JsonMembers.Integer(json, "channels"),
        SampleRate = JsonMembers.Integer(json, "sampleRate"),
    };
}
