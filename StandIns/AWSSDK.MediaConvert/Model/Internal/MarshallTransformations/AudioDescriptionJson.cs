#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class AudioDescriptionJson
{
    internal static void Write(Utf8JsonWriter writer, AudioDescription value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "audioNormalizationSettings", value.AudioNormalizationSettings, AudioNormalizationSettingsJson.Write);
        JsonMembers.Write(writer, "audioSourceName", value.AudioSourceName);
        JsonMembers.Write(writer, "audioType", value.AudioType);
        JsonMembers.Write(writer, "audioTypeControl", value.AudioTypeControl?.Value);
        JsonMembers.Write(writer, "codecSettings", value.CodecSettings, AudioCodecSettingsJson.Write);
        JsonMembers.Write(writer, "customLanguageCode", value.CustomLanguageCode);
        JsonMembers.Write(writer, "streamName", value.StreamName);
        writer.WriteEndObject();
    }

    internal static AudioDescription Read(JsonElement json) => new()
    {
        AudioNormalizationSettings = JsonMembers.Structure(json, "audioNormalizationSettings", AudioNormalizationSettingsJson.Read),
        AudioSourceName = JsonMembers.Text(json, "audioSourceName"),
        AudioType = JsonMembers.Integer(json, "audioType"),
        AudioTypeControl = JsonMembers.Text(json, "audioTypeControl"),
        CodecSettings = JsonMembers.Structure(json, "codecSettings", AudioCodecSettingsJson.Read),
        CustomLanguageCode = JsonMembers.Text(json, "customLanguageCode"),
        StreamName = JsonMembers.Text(json, "streamName"),
    };
}
