#nullable disable

namespace Amazon.MediaConvert.Model;

/// <summary>Settings of an output within an Apple HLS package.</summary>
public partial class HlsSettings
{
    public string AudioGroupId { get; set; }

    public HlsAudioOnlyContainer AudioOnlyContainer { get; set; }

    public string AudioRenditionSets { get; set; }

    public HlsAudioTrackType AudioTrackType { get; set; }

    public HlsDescriptiveVideoServiceFlag DescriptiveVideoServiceFlag { get; set; }

    public HlsIFrameOnlyManifest IFrameOnlyManifest { get; set; }

    public string SegmentModifier { get; set; }
}
