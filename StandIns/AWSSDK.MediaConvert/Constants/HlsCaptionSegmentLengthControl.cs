#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsCaptionSegmentLengthControl : ConstantClass
{
    public static readonly HlsCaptionSegmentLengthControl LARGE_SEGMENTS = new("LARGE_SEGMENTS");

    public static readonly HlsCaptionSegmentLengthControl MATCH_VIDEO = new("MATCH_VIDEO");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsCaptionSegmentLengthControl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsCaptionSegmentLengthControl FindValue(string value) => FindValue<HlsCaptionSegmentLengthControl>(value);

    public static implicit operator HlsCaptionSegmentLengthControl(string value) => FindValue(value);
}
