#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AacCodingMode : ConstantClass
{
    public static readonly AacCodingMode AD_RECEIVER_MIX = new("AD_RECEIVER_MIX");

    public static readonly AacCodingMode CODING_MODE_1_0 = new("CODING_MODE_1_0");

    public static readonly AacCodingMode CODING_MODE_1_1 = new("CODING_MODE_1_1");

    public static readonly AacCodingMode CODING_MODE_2_0 = new("CODING_MODE_2_0");

    public static readonly AacCodingMode CODING_MODE_5_1 = new("CODING_MODE_5_1");

    public static readonly AacCodingMode CODING_MODE_AUTO = new("CODING_MODE_AUTO");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AacCodingMode(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AacCodingMode FindValue(string value) => FindValue<AacCodingMode>(value);

    public static implicit operator AacCodingMode(string value) => FindValue(value);
}
