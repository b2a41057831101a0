#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class WavSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, WavSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "bitDepth", value.BitDepth);
        JsonMembers.Write(writer, "channels", value.Channels);
        JsonMembers.Write(writer, "format", value.Format?.Value);
        JsonMembers.Write(writer, "sampleRate", value.SampleRate);
        writer.WriteEndObject();
    }

    internal static WavSettings Read(JsonElement json) => new()
    {
        BitDepth = JsonMembers.Integer(json, "bitDepth"),
        Channels = JsonMembers.Integer(json, "channels"),
        Format = JsonMembers.Text(json, "format"),
        SampleRate = JsonMembers.Integer(json, "sampleRate"),
    };
}
