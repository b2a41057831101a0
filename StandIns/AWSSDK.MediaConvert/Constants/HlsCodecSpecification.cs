#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsCodecSpecification : ConstantClass
{
    public static readonly HlsCodecSpecification RFC_6381 = new("RFC_6381");

    public static readonly HlsCodecSpecification RFC_4281 = new("RFC_4281");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsCodecSpecification(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsCodecSpecification FindValue(string value) => FindValue<HlsCodecSpecification>(value);

    public static implicit operator HlsCodecSpecification(string value) => FindValue(value);
}
