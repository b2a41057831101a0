#nullable disable

using System.Text.Json;

namespace Amazon.MediaConvert.Model.Internal.MarshallTransformations;

internal static class HlsGroupSettingsJson
{
    internal static void Write(Utf8JsonWriter writer, HlsGroupSettings value)
    {
        writer.WriteStartObject();
        JsonMembers.Write(writer, "adMarkers", value.AdMarkers);
        JsonMembers.Write(writer, "audioOnlyHeader", value.AudioOnlyHeader?.Value);
        JsonMembers.Write(writer, "baseUrl", value.BaseUrl);
        JsonMembers.Write(writer, "captionLanguageSetting", value.CaptionLanguageSetting?.Value);
        JsonMembers.Write(writer, "captionSegmentLengthControl", value.CaptionSegmentLengthControl?.Value);
        JsonMembers.Write(writer, "clientCache", value.ClientCache?.Value);
        JsonMembers.Write(writer, "codecSpecification", value.CodecSpecification?.Value);
        JsonMembers.Write(writer, "destination", value.Destination);
        JsonMembers.Write(writer, "destinationSettings", value.DestinationSettings, DestinationSettingsJson.Write);
        JsonMembers.Write(writer, "directoryStructure", value.DirectoryStructure?.Value);
        JsonMembers.Write(writer, "imageBasedTrickPlay", value.ImageBasedTrickPlay?.Value);
        JsonMembers.Write(writer, "manifestCompression", value.ManifestCompression?.Value);
        JsonMembers.Write(writer, "manifestDurationFormat", value.ManifestDurationFormat?.Value);
        JsonMembers.Write(writer, "minFinalSegmentLength", value.MinFinalSegmentLength);
        JsonMembers.Write(writer, "minSegmentLength", value.MinSegmentLength);
        JsonMembers.Write(writer, "outputSelection", value.OutputSelection?.Value);
        JsonMembers.Write(writer, "programDateTime", value.ProgramDateTime?.Value);
        JsonMembers.Write(writer, "programDateTimePeriod", value.ProgramDateTimePeriod);
        JsonMembers.Write(writer, "progressiveWriteHlsManifest", value.ProgressiveWriteHlsManifest?.Value);
        JsonMembers.Write(writer, "segmentControl", value.SegmentControl?.Value);
        JsonMembers.Write(writer, "segmentLength", value.SegmentLength);
        JsonMembers.Write(writer, "segmentLengthControl", value.SegmentLengthControl?.Value);
        JsonMembers.Write(writer, "segmentsPerSubdirectory", value.SegmentsPerSubdirectory);
        JsonMembers.Write(writer, "streamInfResolution", value.StreamInfResolution?.Value);
        JsonMembers.Write(writer, "targetDurationCompatibilityMode", value.TargetDurationCompatibilityMode?.Value);
        JsonMembers.Write(writer, "timedMetadataId3Frame", value.TimedMetadataId3Frame?.Value);
        JsonMembers.Write(writer, "timedMetadataId3Period", value.TimedMetadataId3Period);
        JsonMembers.Write(writer, "timestampDeltaMilliseconds", value.TimestampDeltaMilliseconds);
        writer.WriteEndObject();
    }

    internal static HlsGroupSettings Read(JsonElement json) => new()
    {
        AdMarkers = JsonMembers.List(json, "adMarkers", element => element.GetString()),
        AudioOnlyHeader = JsonMembers.Text(json, "audioOnlyHeader"),
        BaseUrl = JsonMembers.Text(json, "baseUrl"),
        CaptionLanguageSetting = JsonMembers.Text(json, "captionLanguageSetting"),
        CaptionSegmentLengthControl = JsonMembers.Text(json, "captionSegmentLengthControl"),
        ClientCache = JsonMembers.Text(json, "clientCache"),
        CodecSpecification = JsonMembers.Text(json, "codecSpecification"),
        Destination = JsonMembers.Text(json, "destination"),
        DestinationSettings = JsonMembers.Structure(json, "destinationSettings", DestinationSettingsJson.Read),
        DirectoryStructure = JsonMembers.Text(json, "directoryStructure"),
        ImageBasedTrickPlay = JsonMembers.Text(json, "imageBasedTrickPlay"),
        ManifestCompression = JsonMembers.Text(json, "manifestCompression"),
        ManifestDurationFormat = JsonMembers.Text(json, "manifestDurationFormat"),
        MinFinalSegmentLength = JsonMembers.Double(json, "minFinalSegmentLength"),
        MinSegmentLength = JsonMembers.Integer(json, "minSegmentLength"),
        OutputSelection = JsonMembers.Text(json, "outputSelection"),
        ProgramDateTime = JsonMembers.Text(json, "programDateTime"),
        ProgramDateTimePeriod = JsonMembers.Integer(json, "programDateTimePeriod"),
        ProgressiveWriteHlsManifest = JsonMembers.Text(json, "progressiveWriteHlsManifest"),
        SegmentControl = JsonMembers.Text(json, "segmentControl"),
        SegmentLength = JsonMembers.Integer(json, "segmentLength"),
        SegmentLengthControl = JsonMembers.Text(json, "segmentLengthControl"),
        SegmentsPerSubdirectory = JsonMembers.Integer(json, "segmentsPerSubdirectory"),
        StreamInfResolution = JsonMembers.Text(json, "streamInfResolution"),
        TargetDurationCompatibilityMode = JsonMembers.Text(json, "targetDurationCompatibilityMode"),
        TimedMetadataId3Frame = JsonMembers.Text(json, "timedMetadataId3Frame"),
        TimedMetadataId3Period = JsonMembers.Integer(json, "timedMetadataId3Period"),
        TimestampDeltaMilliseconds = JsonMembers.Integer(json, "timestampDeltaMilliseconds"),
    };
}
