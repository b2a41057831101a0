#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AacCodecProfile : ConstantClass
{
    public static readonly AacCodecProfile LC = new("LC");

    public static readonly AacCodecProfile HEV1 = new("HEV1");

    public static readonly AacCodecProfile HEV2 = new("HEV2");

    public static readonly AacCodecProfile XHE = new("XHE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AacCodecProfile(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AacCodecProfile FindValue(string value) => FindValue<AacCodecProfile>(value);

    public static implicit operator AacCodecProfile(string value) => FindValue(value);
}
