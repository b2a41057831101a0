#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class OpusSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, OpusSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "bitrate", value.Bitrate);
        JsonMembers.Write(writer, "channels", value.Channels);
        JsonMembers.Write(writer, "sampleRate", value.SampleRate);
        writer.WriteEndObject();
    }

    internal static OpusSettings Read(JsonElement json) => new()
    {
        Bitrate = JsonMembers.Integer(json, "bitrate"),
        Channels = JsonMembers.Integer(json, "channels"),
        SampleRate = JsonMembers.Integer(json, "sampleRate"),
    };
}
