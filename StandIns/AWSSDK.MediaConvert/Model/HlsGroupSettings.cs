#nullable disable

using Amazon.Runtime.Internal;

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of an Apple HLS package.</summary>
public partial class HlsGroupSettings
{
    public List<string> AdMarkers { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public HlsAudioOnlyHeader AudioOnlyHeader { get; set; }

    public string BaseUrl { get; set; }

    public HlsCaptionLanguageSetting CaptionLanguageSetting { get; set; }

    public HlsCaptionSegmentLengthControl CaptionSegmentLengthControl { get; set; }

    public HlsClientCache ClientCache { get; set; }

    public HlsCodecSpecification CodecSpecification { get; set; }

    /// <summary>s3://bucket/prefix/name: the folder, and the file name without extension when it does not end in a slash.</summary>
    public string Destination { get; set; }

    public DestinationSettings DestinationSettings { get; set; }

    public HlsDirectoryStructure DirectoryStructure { get; set; }

    public HlsImageBasedTrickPlay ImageBasedTrickPlay { get; set; }

    public HlsManifestCompression ManifestCompression { get; set; }

    public HlsManifestDurationFormat ManifestDurationFormat { get; set; }

    public double? MinFinalSegmentLength { get; set; }

    [AWSProperty(Min = 0, Max = 2147483647)]
    public int? MinSegmentLength { get; set; }

    public HlsOutputSelection OutputSelection { get; set; }

    public HlsProgramDateTime ProgramDateTime { get; set; }

    /// <summary>0 to 3600.</summary>
    [AWSProperty(Min = 0, Max = 3600)]
    public int? ProgramDateTimePeriod { get; set; }

    public HlsProgressiveWriteHlsManifest ProgressiveWriteHlsManifest { get; set; }

    public HlsSegmentControl SegmentControl { get; set; }

    /// <summary>In seconds.</summary>
    [AWSProperty(Min = 1, Max = 2147483647)]
    public int? SegmentLength { get; set; }

    public HlsSegmentLengthControl SegmentLengthControl { get; set; }

    [AWSProperty(Min = 1, Max = 2147483647)]
    public int? SegmentsPerSubdirectory { get; set; }

    public HlsStreamInfResolution StreamInfResolution { get; set; }

    public HlsTargetDurationCompatibilityMode TargetDurationCompatibilityMode { get; set; }

    public HlsTimedMetadataId3Frame TimedMetadataId3Frame { get; set; }

    [AWSProperty(Min = int.MinValue, Max = 2147483647)]
    public int? TimedMetadataId3Period { get; set; }

    [AWSProperty(Min = int.MinValue, Max = 2147483647)]
    public int? TimestampDeltaMilliseconds { get; set; }
}
