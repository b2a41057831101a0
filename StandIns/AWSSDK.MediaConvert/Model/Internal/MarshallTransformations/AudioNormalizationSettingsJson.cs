#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class AudioNormalizationSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, AudioNormalizationSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "algorithm", value.Algorithm?.Value);
        JsonMembers.Write(writer, "algorithmControl", value.AlgorithmControl?.Value);
        JsonMembers.Write(writer, "correctionGateLevel", value.CorrectionGateLevel);
        JsonMembers.Write(writer, "loudnessLogging", value.LoudnessLogging?.Value);
        JsonMembers.Write(writer, "peakCalculation", value.PeakCalculation?.Value);
        JsonMembers.Write(writer, "targetLkfs", value.TargetLkfs);
        JsonMembers.Write(writer, "truePeakLimiterThreshold", value.TruePeakLimiterThreshold);
        writer.WriteEndObject();
    }

    internal static AudioNormalizationSettings Read(JsonElement json) => new()
    {
        Algorithm = JsonMembers.Text(json, "algorithm"),
        AlgorithmControl = JsonMembers.Text(json, "algorithmControl"),
        CorrectionGateLevel = JsonMembers.Integer(json, "correctionGateLevel"),
        LoudnessLogging = JsonMembers.Text(json, "loudnessLogging"),
        PeakCalculation = JsonMembers.Text(json, "peakCalculation"),
        TargetLkfs = JsonMembers.Double(json, "targetLkfs"),
        TruePeakLimiterThreshold = JsonMembers.Double(json, "truePeakLimiterThreshold"),
    };
}
