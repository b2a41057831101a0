#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class HlsSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, HlsSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "audioGroupId", value.AudioGroupId);
        JsonMembers.Write(writer, "audioOnlyContainer", value.AudioOnlyContainer?.Value);
        JsonMembers.Write(writer, "audioRenditionSets", value.AudioRenditionSets);
        JsonMembers.Write(writer, "audioTrackType", value.AudioTrackType?.Value);
        JsonMembers.Write(writer, "descriptiveVideoServiceFlag", value.DescriptiveVideoServiceFlag?.Value);
        JsonMembers.Write(writer, "iFrameOnlyManifest", value.IFrameOnlyManifest?.Value);
        JsonMembers.Write(writer, "segmentModifier", value.SegmentModifier);
        writer.WriteEndObject();
    }

    internal static HlsSettings Read(JsonElement json) => new()
    {
        AudioGroupId = JsonMembers.Text(json, "audioGroupId"),
        AudioOnlyContainer = JsonMembers.Text(json, "audioOnlyContainer"),
        AudioRenditionSets = JsonMembers.Text(json, "audioRenditionSets"),
        AudioTrackType = JsonMembers.Text(json, "audioTrackType"),
        DescriptiveVideoServiceFlag = JsonMembers.Text(json, "descriptiveVideoServiceFlag"),
        IFrameOnlyManifest = JsonMembers.Text(json, "iFrameOnlyManifest"),
        SegmentModifier = JsonMembers.Text(json, "segmentModifier"),
    };
}
