#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsSegmentControl : ConstantClass
{
    public static readonly HlsSegmentControl SINGLE_FILE = new("SINGLE_FILE");

    public static readonly HlsSegmentControl SEGMENTED_FILES = new("SEGMENTED_FILES");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsSegmentControl(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsSegmentControl FindValue(string value) => FindValue<HlsSegmentControl>(value);

    public static implicit operator HlsSegmentControl(string value) => FindValue(value);
}
