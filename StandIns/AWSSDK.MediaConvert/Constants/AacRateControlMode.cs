#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AacRateControlMode : ConstantClass
{
    public static readonly AacRateControlMode CBR = new("CBR");

    public static readonly AacRateControlMode VBR = new("VBR");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AacRateControlMode(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AacRateControlMode FindValue(string value) => FindValue<AacRateControlMode>(value);

    public static implicit operator AacRateControlMode(string value) => FindValue(value);
}
