#nullable disable

using Amazon.Runtime;

namespace Amazon.MediaConvert;

/// <summary>Values of properties of this type; others can be made, as the service may know more.</summary>
public class AacRawFormat : ConstantClass
{
    public static readonly AacRawFormat LATM_LOAS = new("LATM_LOAS");

    public static readonly AacRawFormat NONE = new("NONE");

    /// <summary>Makes a value that is not among the constants.</summary>
    public AacRawFormat(string value)
        : base(value)
    {
    }

    /// <summary>Finds the constant of a value.</summary>
    public static AacRawFormat FindValue(string value) => FindValue<AacRawFormat>(value);

    public static implicit operator AacRawFormat(string value) => FindValue(value);
}
