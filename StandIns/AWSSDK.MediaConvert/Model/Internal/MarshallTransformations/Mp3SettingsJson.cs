#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class Mp3SettingsJson
{
    internal static void Write(Utf8JsonWriter writer, Mp3Settings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "bitrate", value.Bitrate);
        JsonMembers.Write(writer, "channels", value.Channels);
        JsonMembers.Write(writer, "rateControlMode", value.RateControlMode?.Value);
        JsonMembers.Write(writer, "sampleRate", value.SampleRate);
        JsonMembers.Write(writer, "vbrQuality", value.VbrQuality);
        writer.WriteEndObject();
    }

    internal static Mp3Settings Read(JsonElement json) => new()
    {
        Bitrate = JsonMembers.Integer(json, "bitrate"),
        Channels = JsonMembers.Integer(json, "channels"),
        RateControlMode = JsonMembers.Text(json, "rateControlMode"),
        SampleRate = JsonMembers.Integer(json, "sampleRate"),
        VbrQuality = JsonMembers.Integer(json, "vbrQuality"),
    };
}
