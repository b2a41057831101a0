#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class HlsStreamInfResolution : ConstantClass
{
    public static readonly HlsStreamInfResolution INCLUDE = new("INCLUDE");

    public static readonly HlsStreamInfResolution EXCLUDE = new("EXCLUDE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public HlsStreamInfResolution(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static HlsStreamInfResolution FindValue(string value) => FindValue<HlsStreamInfResolution>(value);

    public static implicit operator HlsStreamInfResolution(string value) => FindValue(value);
}
