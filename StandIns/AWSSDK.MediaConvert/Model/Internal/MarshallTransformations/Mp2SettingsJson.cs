#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class Mp2SettingsJson
{
    internal static void Write(Utf8JsonWriter writer, Mp2Settings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "audioDescriptionMix", value.AudioDescriptionMix?.Value);
        JsonMembers.Write(writer, "bitrate", value.Bitrate);
        JsonMembers.Write(writer, "channels", value.Channels);
        JsonMembers.Write(writer, "sampleRate", value.SampleRate);
        writer.WriteEndObject();
    }

    internal static Mp2Settings Read(JsonElement json) => new()
    {
        AudioDescriptionMix = JsonMembers.Text(json, "audioDescriptionMix"),
        Bitrate = JsonMembers.Integer(json, "bitrate"),
        Channels = JsonMembers.Integer(json, "channels"),
        SampleRate = JsonMembers.Integer(json, "sampleRate"),
    };
}
