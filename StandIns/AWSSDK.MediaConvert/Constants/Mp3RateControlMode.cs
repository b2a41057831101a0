#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class Mp3RateControlMode : ConstantClass
{
    public static readonly Mp3RateControlMode CBR = new("CBR");

    public static readonly Mp3RateControlMode VBR = new("VBR");

    /// <summary>Makes a value that is not among the constants.</summary>
    public Mp3RateControlMode(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static Mp3RateControlMode FindValue(string value) => FindValue<Mp3RateControlMode>(value);

    public static implicit operator Mp3RateControlMode(string value) => FindValue(value);
}
