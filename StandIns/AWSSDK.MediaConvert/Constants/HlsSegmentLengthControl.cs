#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsSegmentLengthControl : ConstantClass
{
    public static readonly HlsSegmentLengthControl EXACT = new("EXACT");

    public static readonly HlsSegmentLengthControl GOP_MULTIPLE = new("GOP_MULTIPLE");

    public static readonly HlsSegmentLengthControl MATCH = new("MATCH");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsSegmentLengthControl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsSegmentLengthControl FindValue(string value) => FindValue<HlsSegmentLengthControl>(value);

    public static implicit operator HlsSegmentLengthControl(string value) => FindValue(value);
}
