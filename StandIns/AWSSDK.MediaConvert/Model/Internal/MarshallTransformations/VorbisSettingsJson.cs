#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class VorbisSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, VorbisSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "channels", value.Channels);
        JsonMembers.Write(writer, "sampleRate", value.SampleRate);
        JsonMembers.Write(writer, "vbrQuality", value.VbrQuality);
        writer.WriteEndObject();
    }

    internal static VorbisSettings Read(JsonElement json) => new()
    {
        Channels = JsonMembers.Integer(json, "channels"),
        SampleRate = JsonMembers.Integer(json, "sampleRate"),
        VbrQuality = JsonMembers.Integer(json, "vbrQuality"),
    };
}
