#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class WavFormat : ConstantClass
{
    public static readonly WavFormat RIFF = new("RIFF");

    public static readonly WavFormat RF64 = new("RF64");

    public static readonly WavFormat EXTENSIBLE = new("EXTENSIBLE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public WavFormat(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static WavFormat FindValue(string value) => FindValue<WavFormat>(value);

    public static implicit operator WavFormat(string value) => FindValue(value);
}
