#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class AudioCodecSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, AudioCodecSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "aacSettings", value.AacSettings, AacSettingsJson.Write);
        JsonMembers.Write(writer, "aiffSettings", value.AiffSettings, AiffSettingsJson.Write);
        JsonMembers.Write(writer, "codec", value.Codec?.Value);
        JsonMembers.Write(writer, "flacSettings", value.FlacSettings, FlacSettingsJson.Write);
        JsonMembers.Write(writer, "mp2Settings", value.Mp2Settings, Mp2SettingsJson.Write);
        JsonMembers.Write(writer, "mp3Settings", value.Mp3Settings, Mp3SettingsJson.Write);
        JsonMembers.Write(writer, "opusSettings", value.OpusSettings, OpusSettingsJson.Write);
        JsonMembers.Write(writer, "vorbisSettings", value.VorbisSettings, VorbisSettingsJson.Write);
        JsonMembers.Write(writer, "wavSettings", value.WavSettings, WavSettingsJson.Write);
        writer.WriteEndObject();
    }

    internal static AudioCodecSettings Read(JsonElement json) => new()
    {
        AacSettings = JsonMembers.Structure(json, "aacSettings", AacSettingsJson.Read),
        AiffSettings = JsonMembers.Structure(json, "aiffSettings", AiffSettingsJson.Read),
        Codec = JsonMembers.Text(json, "codec"),
        FlacSettings = JsonMembers.Structure(json, "flacSettings", FlacSettingsJson.Read),
        Mp2Settings = JsonMembers.Structure(json, "mp2Settings", Mp2SettingsJson.Read),
        Mp3Settings = JsonMembers.Structure(json, "mp3Settings", Mp3SettingsJson.Read),
        OpusSettings = JsonMembers.Structure(json, "opusSettings", OpusSettingsJson.Read),
        VorbisSettings = JsonMembers.Structure(json, "vorbisSettings", VorbisSettingsJson.Read),
        WavSettings = JsonMembers.Structure(json, "wavSettings", WavSettingsJson.Read),
    };
}
