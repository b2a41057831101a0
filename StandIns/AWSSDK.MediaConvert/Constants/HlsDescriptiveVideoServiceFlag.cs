#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsDescriptiveVideoServiceFlag : ConstantClass
{
    public static readonly HlsDescriptiveVideoServiceFlag DONT_FLAG = new("DONT_FLAG");

    public static readonly HlsDescriptiveVideoServiceFlag FLAG = new("FLAG");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsDescriptiveVideoServiceFlag(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsDescriptiveVideoServiceFlag FindValue(string value) => FindValue<HlsDescriptiveVideoServiceFlag>(value);

    public static implicit operator HlsDescriptiveVideoServiceFlag(string value) => FindValue(value);
}
