#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class AacSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, AacSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "audioDescriptionBroadcasterMix", value.AudioDescriptionBroadcasterMix?.Value);
        JsonMembers.Write(writer, "bitrate", value.Bitrate);
        JsonMembers.Write(writer, "codecProfile", value.CodecProfile?.Value);
        JsonMembers.Write(writer, "codingMode", value.CodingMode?.Value);
        JsonMembers.Write(writer, "loudnessMeasurementMode", value.LoudnessMeasurementMode?.Value);
        JsonMembers.Write(writer, "rapInterval", value.RapInterval);
        JsonMembers.Write(writer, "rateControlMode", value.RateControlMode?.Value);
        JsonMembers.Write(writer, "rawFormat", value.RawFormat?.Value);
        JsonMembers.Write(writer, "sampleRate", value.SampleRate);
        JsonMembers.Write(writer, "specification", value.Specification?.Value);
        JsonMembers.Write(writer, "targetLoudnessRange", value.TargetLoudnessRange);
        JsonMembers.Write(writer, "vbrQuality", value.VbrQuality?.Value);
        writer.WriteEndObject();
    }

    internal static AacSettings Read(JsonElement json) => new()
    {
        AudioDescriptionBroadcasterMix = JsonMembers.Text(json, "audioDescriptionBroadcasterMix"),
        Bitrate = JsonMembers.Integer(json, "bitrate"),
        CodecProfile = JsonMembers.Text(json, "codecProfile"),
        CodingMode = JsonMembers.Text(json, "codingMode"),
        LoudnessMeasurementMode = JsonMembers.Text(json, "loudnessMeasurementMode"),
        RapInterval = JsonMembers.Integer(json, "rapInterval"),
        RateControlMode = JsonMembers.Text(json, "rateControlMode"),
        RawFormat = JsonMembers.Text(json, "rawFormat"),
        SampleRate = JsonMembers.Integer(json, "sampleRate"),
        Specification = JsonMembers.Text(json, "specification"),
        TargetLoudnessRange = JsonMembers.Integer(json, "targetLoudnessRange"),
        VbrQuality = JsonMembers.Text(json, "vbrQuality"),
    };
}
